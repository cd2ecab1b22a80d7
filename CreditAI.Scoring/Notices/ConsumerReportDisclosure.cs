namespace CreditAI.Scoring.Notices;

/// <summary>That a consumer report took part (15 USC 1681m(a)).</summary>
/// <param name="Score">Null when no score of the agency took part.</param>
public sealed record ConsumerReportDisclosure(string AgencyName, string AgencyAddress, string AgencyPhone, BureauScoreDisclosure? Score);

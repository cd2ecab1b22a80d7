namespace CreditAI.Scoring.Fairness.Quality;

/// <summary>Rows whose score lies in one of ten equally wide bins.</summary>
/// <param name="Index">0 to 9; bin i holds scores from i / 10, the last one 1 too.</param>
/// <param name="MeanScore">Expected share of favourable outcomes.</param>
/// <param name="Observed">Observed share, with Wilson's interval.</param>
public readonly record struct CalibrationBin(int Index, long Count, Measure MeanScore, Measure Observed);

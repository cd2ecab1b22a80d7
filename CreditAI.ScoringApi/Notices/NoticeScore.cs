using System.ComponentModel;

namespace CreditAI.ScoringApi.Notices;

[Description("The consumer reporting agency's score that was used (15 USC 1681m(a)(2), 1681g(f)(1)).")]
internal sealed record NoticeScore(
    [property: Description("Its name.")] string Name,
    [property: Description("Its value.")] double Score,
    [property: Description("Lowest possible score.")] double Lowest,
    [property: Description("Highest possible score.")] double Highest,
    [property: Description("When it was made: scoreDate, else the day of the decision.")] DateOnly Date,
    [property: Description("At most four, and the number of inquiries as a fifth where it is one.")] IReadOnlyList<string> KeyFactors);

namespace CreditAI.Scoring.Synthetic;

/// <summary>
/// Makes plausible credit applications. Each applicant has a hidden creditworthiness, drawn alike in every group; the features
/// show it with noise, and the outcome follows from it and from the features.
/// <para>
/// The bias adds, for women (0.6) and for Black and Hispanic applicants (1.0; both together 1.6) times its size, what hides
/// their creditworthiness: income × exp(−0.22 b), utilisation + 0.09 b, debt ratio + 0.04 b, age of the oldest account ×
/// exp(−0.30 b), no credit history more often (+ 0.03 b), and a recorded default of one who repaid with probability 0.02 b. At 0 the groups are
/// exchangeable, so a fair scorecard finds no adverse impact beyond chance.
/// </para>
/// </summary>
public sealed class ApplicationGenerator
{
    public const double MostBias = 3;

    private const int Days = 731;

    private static readonly DateOnly FirstDay = new(2023, 1, 1);

    private readonly Draw _draw;
    private readonly double _bias;

    /// <param name="seed">The same seed and bias give the same applications.</param>
    /// <param name="bias">0 (none) to <see cref="MostBias"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bias is out of its range.</exception>
    public ApplicationGenerator(int seed, double bias)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bias, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bias, MostBias);
        _draw = new Draw(seed);
        _bias = bias;
    }

    /// <summary>Applications one after another, in order of date; nothing is kept.</summary>
    public IEnumerable<SyntheticApplication> Generate(long rows)
    {
        for (long row = 0; row < rows; row++)
        {
            yield return Next(row + 1, FirstDay.AddDays((int)(row * (double)Days / rows)));
        }
    }

    private SyntheticApplication Next(long number, DateOnly date)
    {
        var sex = _draw.Chance(0.48) ? "female" : "male";
        var ethnicity = _draw.Pick<string>([("white", 0.58), ("hispanic", 0.18), ("black", 0.14), ("asian", 0.07), ("other", 0.03)]);
        var burden = _bias * ((sex == "female" ? 0.6 : 0) + (ethnicity is "black" or "hispanic" ? 1.0 : 0));
        var worth = _draw.Normal();
        var age = Math.Clamp((int)(41 + (13 * _draw.Normal())), 18, 88);
        var income = Math.Round(Math.Clamp(Math.Exp(10.85 + (0.16 * worth) + (0.45 * _draw.Normal()) - (0.22 * burden)), 9_000, 900_000) / 100) * 100;
        var (amount, term) = Loan(income);
        var oldest = _draw.Chance(0.05 + (0.03 * burden))
            ? (int?)null
            : Math.Clamp((int)(Math.Min((age - 17) * 12, 150 * Math.Exp((0.3 * worth) + (0.55 * _draw.Normal()))) * Math.Exp(-0.30 * burden)), 1, 700);
        var application = new SyntheticApplication
        {
            Number = number,
            Date = date,
            Income = income,
            DebtRatio = Math.Round(Math.Clamp((0.31 * Math.Exp((-0.18 * worth) + (0.42 * _draw.Normal()))) + (amount / term / (income / 12) * 0.35) + (0.04 * burden), 0, 2.5), 3),
            Utilisation = Math.Round(Math.Clamp(Logistic(-0.75 - (0.75 * worth) + (0.95 * _draw.Normal())) + (0.09 * burden), 0, 1.3), 3),
            Delinquencies = Math.Min(_draw.Poisson(0.28 * Math.Exp(-0.95 * worth)), 15),
            OldestAccountMonths = oldest,
            EmploymentMonths = _draw.Chance(0.04) ? null : Math.Clamp((int)(55 * Math.Exp((0.15 * worth) + (0.95 * _draw.Normal()))), 0, (age - 16) * 12),
            Inquiries = Math.Min(_draw.Poisson(1.1 * Math.Exp(-0.35 * worth)), 15),
            LoanAmount = amount,
            TermMonths = term,
            Purpose = _draw.Pick<string>([("debt consolidation", 0.46), ("car", 0.2), ("home improvement", 0.14), ("medical", 0.08), ("education", 0.06), ("small business", 0.06)]),
            HomeOwnership = HomeOf(worth, age),
            EmploymentType = _draw.Pick<string>([("salaried", 0.58), ("hourly", 0.24), ("self-employed", 0.12), ("contract", 0.06)]),
            Sex = sex,
            Ethnicity = ethnicity,
            Age = age,
            Repaid = true,
        };
        var repaid = _draw.Chance(Logistic(OddsOf(application, worth)));
        return application with { Repaid = repaid && !_draw.Chance(0.02 * burden) };
    }

    private (double Amount, int Term) Loan(double income)
    {
        var amount = Math.Round(Math.Clamp(12_000 * Math.Pow(income / 52_000, 0.3) * Math.Exp(0.6 * _draw.Normal()), 1_000, 75_000) / 100) * 100;
        var term = _draw.Pick<int>([(24, 0.15), (36, 0.45), (48, 0.15), (60, 0.25)]);
        return (amount, term);
    }

    private string HomeOf(double worth, int age)
    {
        var owns = Logistic(-0.2 + (0.35 * worth) + (0.03 * (age - 41)));
        return _draw.Chance(owns) ? _draw.Chance(0.35) ? "own" : "mortgage" : "rent";
    }

    /// <summary>Log-odds of repaying. Income does not count for itself: what counts is the debt it must carry.</summary>
    private static double OddsOf(SyntheticApplication application, double worth) =>
        2.95
        + (0.75 * worth)
        - (2.6 * (application.DebtRatio - 0.4))
        - (1.1 * (application.Utilisation - 0.35))
        - (0.38 * Math.Min(application.Delinquencies, 6))
        - (0.13 * (application.Inquiries - 1))
        + (0.10 * Math.Min((application.EmploymentMonths ?? 24) / 12d, 8) / 2)
        - (application.Purpose == "small business" ? 0.55 : 0)
        - (0.5 * Math.Log(application.LoanAmount / 12_000))
        - (application.TermMonths switch { 60 => 0.9, 48 => 0.4, _ => 0 });

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}

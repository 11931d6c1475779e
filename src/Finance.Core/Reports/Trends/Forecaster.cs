namespace Finance.Core.Reports.Trends;

/// <summary>A month of the past, predicted by a method from nothing but the months before some other.</summary>
/// <param name="Errors">What was less what was predicted, one month ahead and more, as far as it is known.</param>
internal sealed record Trial(int Origin, long[] Errors);

/// <summary>
/// Predicts months, by the method that has predicted the past best. Every method is tried at every month of the last years on the months
/// before it alone (rolling origin); the simplest stays unless another was better. Pure.
/// </summary>
internal sealed class Forecaster
{
    /// <summary>Less tells nothing: neither what is usual nor how wrong that is.</summary>
    internal const int MinMonths = 12;

    /// <summary>Percent of the months that should lie between low and high.</summary>
    internal const int Level = 80;

    private const int MinTraining = 6;
    private const int MaxTrials = 36;
    private const int MaxJudged = 12;
    private const int MinTrialsToChoose = 4;
    private const int MinErrorsForBand = 8;

    /// <summary>A method has to be that much better than the simplest, in per cent of its error.</summary>
    private const int WorthChoosing = 95;

    /// <summary>A season has to be worth that much, in per cent of the error without it.</summary>
    private const int WorthASeason = 80;

    private readonly long[] _history;
    private readonly int _horizon;
    private readonly Dictionary<ForecastMethod, List<Trial>> _trials;

    /// <param name="history">Oldest first, in minor units.</param>
    internal Forecaster(long[] history, int horizon)
    {
        (_history, _horizon) = (history, horizon);
        _trials = ForecastMethods.All.ToDictionary(method => method, TrialsOf);
        Method = history.Length < MinMonths ? null : Choose(history.Length);
    }

    /// <summary>Null where the history is too short.</summary>
    internal ForecastMethod? Method { get; }

    /// <summary>The months that follow, each with the bounds it should lie within; none where the history is too short.</summary>
    internal IReadOnlyList<(long Value, long Low, long High)> Predict()
    {
        if (Method is not { } method || ForecastMethods.Predict(method, _history, _horizon) is not { } months)
        {
            return [];
        }

        // What was never below zero will not be.
        var floor = _history.Min() < 0 ? long.MinValue : 0;
        var band = 0L;
        return
        [
            .. months.Select((value, step) =>
            {
                band = Math.Max(band, BandOf(method, step, _history.Length) ?? band);
                var known = Math.Max(value, floor);
                return (known, Math.Max(known - band, floor), checked(known + band));
            }),
        ];
    }

    /// <summary>How predictions one month ahead would have done over the last year; null where there is none.</summary>
    internal ForecastScore? Judge()
    {
        if (Method is null)
        {
            return null;
        }

        var score = new ForecastScore();
        for (var origin = Math.Max(MinTraining, _history.Length - MaxJudged); origin < _history.Length; origin++)
        {
            var method = Choose(origin);
            if (_trials[method].Find(trial => trial.Origin == origin) is { } trial)
            {
                score.Add(_history[origin], trial.Errors[0], BandOf(method, 0, origin));
            }
        }

        return score.Count == 0 ? null : score;
    }

    /// <summary>How much smaller errors are with seasons than without, 0 to 1, and whether that is worth it; null below two years.</summary>
    internal (decimal Strength, bool IsWorth)? JudgeSeasons()
    {
        if (_history.Length < 2 * ForecastMethods.MonthsPerYear)
        {
            return null;
        }

        var best = 1m;
        foreach (var seasonal in ForecastMethods.All.Where(ForecastMethods.IsSeasonal))
        {
            var ratios = ForecastMethods.All.Where(method => !ForecastMethods.IsSeasonal(method))
                .Select(plain => Compare(seasonal, plain, _history.Length, ForecastMethods.MonthsPerYear))
                .OfType<decimal>()
                .ToList();
            best = ratios.Count > 0 && ratios.Max() < best ? ratios.Max() : best;
        }

        return (1 - best, best * 100 <= WorthASeason);
    }

    private List<Trial> TrialsOf(ForecastMethod method)
    {
        var trials = new List<Trial>();
        for (var origin = Math.Max(MinTraining, _history.Length - MaxTrials); origin < _history.Length; origin++)
        {
            var ahead = Math.Min(_horizon, _history.Length - origin);
            if (ForecastMethods.Predict(method, _history.AsSpan(0, origin), ahead) is { } months)
            {
                trials.Add(new Trial(origin, [.. months.Select((month, step) => checked(_history[origin + step] - month))]));
            }
        }

        return trials;
    }

    /// <summary>The method that was best before a month.</summary>
    private ForecastMethod Choose(int end)
    {
        var (best, least) = (ForecastMethod.Typical, WorthChoosing / 100m);
        foreach (var method in ForecastMethods.All)
        {
            if (method != ForecastMethod.Typical
                && Compare(method, ForecastMethod.Typical, end, MinTrialsToChoose) is { } ratio
                && ratio < least
                && ForecastMethods.Predict(method, _history.AsSpan(0, end), 1) is not null)
            {
                (best, least) = (method, ratio);
            }
        }

        return best;
    }

    /// <summary>The errors of one method to those of another, one month ahead, where both were tried before a month; null below some trials.</summary>
    private decimal? Compare(ForecastMethod method, ForecastMethod other, int end, int minTrials)
    {
        var others = _trials[other].ToDictionary(trial => trial.Origin);
        var (mine, theirs, count) = (0m, 0m, 0);
        foreach (var trial in _trials[method])
        {
            if (trial.Origin < end && others.TryGetValue(trial.Origin, out var beside))
            {
                mine += Math.Abs((decimal)trial.Errors[0]);
                theirs += Math.Abs((decimal)beside.Errors[0]);
                count++;
            }
        }

        return count < minTrials || theirs == 0 ? null : mine / theirs;
    }

    /// <summary>How far months may lie from a prediction some steps ahead, by what was known before a month; null where that is too little.</summary>
    private long? BandOf(ForecastMethod method, int step, int end)
    {
        var errors = _trials[method]
            .Where(trial => trial.Errors.Length > step && trial.Origin + step < end)
            .Select(trial => Math.Abs(trial.Errors[step]))
            .ToList();
        return errors.Count < (step == 0 ? MinTrialsToChoose : MinErrorsForBand) ? null : Robust.Bound(errors, Level);
    }
}

/// <summary>Gathers how predictions did.</summary>
internal sealed class ForecastScore
{
    private decimal _relative;
    private int _relatives;
    private Int128 _absolute;
    private int _covered;
    private int _banded;

    internal int Count { get; private set; }

    internal decimal? Mape => _relatives == 0 ? null : Math.Round(_relative / _relatives, 4, MidpointRounding.AwayFromZero);

    internal long Mae => Money.Quotient(_absolute, Count);

    internal decimal? Coverage => _banded == 0 ? null : Money.Ratio(_covered, _banded);

    internal void Add(long actual, long error, long? band)
    {
        Count++;
        _absolute += Math.Abs(error);
        if (actual != 0)
        {
            _relative += Math.Abs((decimal)error / actual);
            _relatives++;
        }

        if (band is { } bound)
        {
            _banded++;
            _covered += Math.Abs(error) <= bound ? 1 : 0;
        }
    }
}

using Finance.Core.Reports.Trends;

namespace Finance.Core.Tests.Reports;

public sealed class ForecasterTests
{
    private static readonly int[] Season = [80, 85, 90, 95, 100, 105, 110, 120, 100, 95, 100, 160];

    [Theory]
    [InlineData(36, 0)]
    [InlineData(36, 500)]
    [InlineData(60, 200)]
    [InlineData(120, -100)]
    [InlineData(24, 0)]
    public void Predict_PlantedSeason_IsFoundAndPredictsTheNextYear(int months, int growth)
    {
        long At(int month) => (100_000 + (growth * month)) * Season[month % 12] / 100;
        var forecaster = new Forecaster([.. Noisy(months, At, 2, seed: 5)], 12);

        var predicted = forecaster.Predict();
        var errors = predicted.Select((month, step) => Math.Abs(month.Value - At(months + step)) / (decimal)At(months + step)).ToList();

        Assert.True(forecaster.JudgeSeasons()!.Value.IsWorth);
        Assert.InRange(errors.Average(), 0, 0.06m);
        Assert.InRange(forecaster.Judge()!.Mape!.Value, 0, months == 24 ? 0.2m : 0.08m);
        Assert.All(predicted, month => Assert.True(month.Low <= month.Value && month.Value <= month.High));
    }

    [Fact]
    public void JudgeSeasons_PureNoise_IsSeldomFound()
    {
        var found = Enumerable.Range(0, 200).Count(seed =>
            new Forecaster([.. Noisy(24 + (seed % 60), _ => 100_000, 30, seed)], 3).JudgeSeasons()!.Value.IsWorth);

        Assert.InRange(found, 0, 4);
    }

    [Fact]
    public void Judge_ManyLedgers_FourOfFiveMonthsLieInTheBand()
    {
        var (covered, count) = (0, 0);
        foreach (var seed in Enumerable.Range(0, 300))
        {
            long At(int month) => 100_000L * (seed % 2 == 0 ? Season[month % 12] : 100) / 100;
            var all = Noisy(60, At, 20, seed).ToArray();
            var predicted = new Forecaster(all[..54], 6).Predict();
            covered += predicted.Where((month, step) => all[54 + step] >= month.Low && all[54 + step] <= month.High).Count();
            count += predicted.Count;
        }

        Assert.InRange(covered / (decimal)count, 0.75m, 0.92m);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(11)]
    public void Predict_TooShort_SaysNothing(int months)
    {
        var forecaster = new Forecaster([.. Noisy(months, _ => 5_000, 10, 1)], 6);

        Assert.Null(forecaster.Method);
        Assert.Empty(forecaster.Predict());
        Assert.Null(forecaster.Judge());
        Assert.Null(forecaster.JudgeSeasons());
    }

    [Fact]
    public void Predict_NothingButZeros_IsZeroAndHasNoRelativeError()
    {
        var forecaster = new Forecaster(new long[48], 3);

        Assert.Equal([(0, 0, 0), (0, 0, 0), (0, 0, 0)], forecaster.Predict());
        Assert.Null(forecaster.Judge()!.Mape);
        Assert.Equal((1m, 0L), (forecaster.Judge()!.Coverage, forecaster.Judge()!.Mae));
        Assert.False(forecaster.JudgeSeasons()!.Value.IsWorth);
    }

    [Fact]
    public void Predict_OneOddMonth_MovesNothing()
    {
        long[] steady = [.. Enumerable.Repeat(50_000L, 36)];
        steady[34] = 5_000_000;

        Assert.All(new Forecaster(steady, 3).Predict(), month => Assert.Equal(50_000, month.Value));
    }

    [Fact]
    public void Predict_NeverBelowZero_NeitherIsTheBand()
    {
        var predicted = new Forecaster([.. Noisy(36, month => month % 5 == 0 ? 40_000 : 0, 0, 1)], 6).Predict();

        Assert.All(predicted, month => Assert.True(month.Low >= 0));
    }

    [Fact]
    public void Predict_LargestAmountsThereAre_AreNoOverflow() =>
        Assert.Equal(6, new Forecaster([.. Noisy(60, _ => Money.MaxMinor, 50, 3)], 6).Predict().Count);

    private static IEnumerable<long> Noisy(int months, Func<int, long> at, int percent, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, months).Select(month => at(month) * (1_000 + random.Next(-10 * percent, (10 * percent) + 1)) / 1_000).ToList();
    }
}

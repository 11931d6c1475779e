using Finance.Core.Insights;

namespace Finance.Core.Tests.Insights;

/// <summary>Spending that stays as it is says nothing, whatever the seed; what is planted in it is found, and nothing else. The seeds are fixed.</summary>
public sealed class InsightNoiseTests
{
    [Theory]
    [InlineData(1, 45)]
    [InlineData(101, 20)]
    [InlineData(201, 90)]
    public async Task FindAsync_Noise_SaysNothing(int firstSeed, int perMonth)
    {
        var (said, duplicates) = (new List<string>(), 0);
        for (var seed = firstSeed; seed < firstSeed + 25; seed++)
        {
            var history = await InsightHistory.CreateAsync();
            history.AddSalary(14);
            history.AddNoise(seed, perMonth: perMonth);

            var report = await history.FindAsync();

            duplicates += report.Insights.Count(insight => insight.Kind == InsightKind.DuplicateCharge);
            said.AddRange(report.Insights
                .Where(insight => insight.Kind != InsightKind.DuplicateCharge)
                .Select(insight => $"{seed}: {insight.Kind} {insight.Title}. {insight.Detail}"));
        }

        // By chance, an amount does come twice in two days: that is told of one ledger in some dozens.
        Assert.Equal([], said);
        Assert.InRange(duplicates, 0, 1);
    }

    [Fact]
    public async Task FindAsync_AnomaliesInNoise_AreFoundAlone()
    {
        for (var seed = 1; seed <= 25; seed++)
        {
            var history = await InsightHistory.CreateAsync();
            history.AddSalary(14);
            history.AddNoise(seed, perMonth: 60);
            var random = new Random(seed);
            var day = InsightHistory.Today.AddDays(-random.Next(1, 180));
            var ofPayee = history.Add("Shop aa", day, 90_000 + random.Next(10_000), history.Categories[0]);
            var ofCategory = history.Add("Never seen", day.AddDays(-1), 80_000, history.Categories[1]);

            var report = await history.FindAsync();

            var found = report.Insights.Where(insight => insight.Kind == InsightKind.Anomaly).ToList();
            Assert.Equal(
                new[] { ofCategory, ofPayee }.ToHashSet(),
                found.SelectMany(insight => insight.Evidence.TransactionIds).ToHashSet());
            Assert.Equal(
                [AnomalyScope.Category, AnomalyScope.Payee],
                found.OrderByDescending(insight => insight.Evidence.TransactionIds[0] == ofCategory)
                    .Select(insight => ((AnomalyEvidence)insight.Evidence).Scope));
        }
    }

    [Fact]
    public async Task FindAsync_DuplicatesInNoise_AreFoundWithBothIds()
    {
        var missed = new List<int>();
        for (var seed = 1; seed <= 25; seed++)
        {
            var history = await InsightHistory.CreateAsync();
            history.AddNoise(seed, perMonth: 45);
            var day = InsightHistory.Today.AddDays(-new Random(seed).Next(1, 180));
            var first = history.Add("Shop ab", day.AddDays(-1), 6_431, history.Categories[0]);
            var second = history.Add("Shop ab", day, 6_431, history.Categories[0]);

            var report = await history.FindAsync();

            if (report.Insights.SingleOrDefault(insight => insight.Evidence.TransactionIds.Contains(second)) is not { } found)
            {
                missed.Add(seed);
                continue;
            }

            Assert.Equal(InsightKind.DuplicateCharge, found.Kind);
            Assert.Equal([second, first], found.Evidence.TransactionIds);
            Assert.Equal(("64.31", 2), (found.Saving.ToString(), ((DuplicateEvidence)found.Evidence).Count));
        }

        // Where amounts happen to repeat in the noise, one more repetition is no news.
        Assert.InRange(missed.Count, 0, 1);
    }
}

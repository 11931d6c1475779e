using Finance.Core.Recurring;
using Finance.Core.Recurring.Detection;

namespace Finance.Core.Tests.Recurring.Detection;

/// <summary>Random histories of 25 months: what is planted is found, and noise says nothing. The seeds are fixed.</summary>
public sealed class DetectorRandomTests
{
    private const int Seeds = 40;

    [Theory]
    [InlineData(50, 10)]
    [InlineData(100, 50)]
    [InlineData(200, 20)]
    [InlineData(200, 100)]
    [InlineData(400, 30)]
    public void Find_Noise_FindsNothing(int entries, int payees)
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var histories = new Histories();
            histories.AddNoise(new Random(seed), entries, payees);

            Assert.Equal([], histories.Find().Select(Describe));
        }
    }

    [Theory]
    [InlineData(RecurrenceFrequency.Weekly, 1, 12, 1)]
    [InlineData(RecurrenceFrequency.Weekly, 2, 12, 2)]
    [InlineData(RecurrenceFrequency.Monthly, 1, 6, 2)]
    [InlineData(RecurrenceFrequency.Monthly, 3, 5, 2)]
    [InlineData(RecurrenceFrequency.Monthly, 6, 4, 2)]
    [InlineData(RecurrenceFrequency.Yearly, 1, 2, 0)]
    public void Find_RhythmWithJitterInNoise_IsFoundAlone(RecurrenceFrequency frequency, int interval, int count, int jitter)
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var random = new Random(seed);
            var histories = new Histories();
            histories.AddNoise(random, 400, 30);
            var terms = Ending(Histories.Today.AddDays(-random.Next(3, 7)), frequency, interval, count);
            var spread = count > 2 ? 40 : 0;
            histories.Plant("Regular", terms, _ => 2_000 + random.Next(-spread, spread + 1), random, jitter);

            var found = Assert.Single(histories.Find());

            Assert.Equal(("Regular", frequency, interval, count), (found.Name, found.Frequency, found.Interval, found.Evidence.Count));
            Assert.InRange(found.NextDate, Histories.Today.AddDays(-7), Histories.Today.AddDays(366));
        }
    }

    private static RecurrenceTerms Ending(DateOnly last, RecurrenceFrequency frequency, int interval, int count)
    {
        var (isWeekly, months) = (frequency == RecurrenceFrequency.Weekly, frequency == RecurrenceFrequency.Yearly ? 12 : interval);
        return new RecurrenceTerms
        {
            Frequency = frequency,
            Interval = interval,
            Start = isWeekly ? last.AddDays(-7 * interval * (count - 1)) : last.AddMonths(-months * (count - 1)),
            DayOfMonth = isWeekly ? null : last.Day,
        };
    }

    private static string Describe(DetectedRecurring found) =>
        $"{found.Name} every {found.Interval} {found.Frequency}, {found.Evidence.Count} of {found.AmountMin} to {found.AmountMax}";
}

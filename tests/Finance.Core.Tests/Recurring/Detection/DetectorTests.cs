using Finance.Core.Recurring;
using Finance.Core.Transactions;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Recurring.Detection;

/// <summary>It is 15 June 2026.</summary>
public sealed class DetectorTests
{
    [Fact]
    public void Find_MonthlyEntriesOfOneAmount_TellsWhatWouldGoOn()
    {
        var histories = new Histories();
        histories.AddOn("Netflix", "2026-02-20 2026-03-20 2026-04-20 2026-05-20", 1_299);

        var found = Assert.Single(histories.Find());

        Assert.Equal(("Netflix", RecurrenceFrequency.Monthly, 1), (found.Name, found.Frequency, found.Interval));
        Assert.Equal(("12.99", "12.99", "12.99"), (found.Amount.ToString(), found.AmountMin.ToString(), found.AmountMax.ToString()));
        Assert.Equal((Day("2026-05-20"), Day("2026-06-20")), (found.LastDate, found.NextDate));
        Assert.True(found.IsSubscription);
        Assert.Equal(0.8m, found.Confidence);
        Assert.Equal(histories.Entries.Select(entry => entry.Id), found.Evidence);
        Assert.Equal((Day("2026-06-20"), 20), (found.Template.Terms.Start, found.Template.Terms.DayOfMonth));
        Assert.Equal(("Netflix", "12.99"), (found.Template.Name, found.Template.Transaction.Amount.Digits));
    }

    [Theory]
    [InlineData("2026-05-25 2026-06-01 2026-06-08", RecurrenceFrequency.Weekly, 1, "2026-06-15")]
    [InlineData("2026-05-05 2026-05-19 2026-06-02", RecurrenceFrequency.Weekly, 2, "2026-06-16")]
    [InlineData("2025-12-01 2026-03-01 2026-06-01", RecurrenceFrequency.Monthly, 3, "2026-09-01")]
    [InlineData("2025-03-07 2025-09-07 2026-03-07", RecurrenceFrequency.Monthly, 6, "2026-09-07")]
    [InlineData("2024-08-30 2025-08-30", RecurrenceFrequency.Yearly, 1, "2026-08-30")]
    public void Find_FewestEntriesOfARhythm_FindsIt(string days, RecurrenceFrequency frequency, int interval, string next)
    {
        var histories = new Histories();
        histories.AddOn("Club", days, 4_000);

        var found = Assert.Single(histories.Find());

        Assert.Equal((frequency, interval, Day(next)), (found.Frequency, found.Interval, found.NextDate));
    }

    [Theory]
    [InlineData("2026-04-20 2026-05-20")]
    [InlineData("2026-02-03 2026-03-20 2026-05-01 2026-06-09")]
    [InlineData("2025-01-20 2025-02-20 2025-03-20 2025-04-20 2025-05-20")]
    [InlineData("2024-05-28 2025-06-20")]
    public void Find_TooFewIrregularOrLongOver_FindsNothing(string days)
    {
        var histories = new Histories();
        histories.AddOn("Club", days, 4_000);

        Assert.Empty(histories.Find());
    }

    [Theory]
    [InlineData("2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31", -1, WeekendRule.Keep, "2026-06-30")]
    [InlineData("2026-01-30 2026-02-28 2026-03-30 2026-04-30 2026-05-30", 30, WeekendRule.Keep, "2026-06-30")]
    [InlineData("2026-01-05 2026-02-05 2026-03-05 2026-04-06 2026-05-05 2026-06-05", 5, WeekendRule.After, "2026-07-06")]
    [InlineData("2026-01-30 2026-02-27 2026-03-31 2026-04-30 2026-05-29", -1, WeekendRule.Before, "2026-06-30")]
    public void Find_MonthEndsAndWeekends_TellsTheRuleBehind(string days, int dayOfMonth, WeekendRule weekend, string next)
    {
        var histories = new Histories();
        histories.AddOn("Fund", days, 5_000);

        var found = Assert.Single(histories.Find());

        Assert.Equal((dayOfMonth, weekend), (found.Template.Terms.DayOfMonth, found.Template.Terms.Weekend));
        Assert.Equal(Day(next), found.NextDate);
    }

    [Fact]
    public void Find_TwoThingsOfOnePayee_FindsBoth()
    {
        var histories = new Histories();
        histories.Plant("Apple", Monthly("2025-08-03"), _ => 99);
        histories.Plant("Apple", Monthly("2025-08-17"), _ => 1_099);
        histories.AddOn("Apple", "2025-10-01 2026-01-23 2026-02-11", 120_000, 4_900, 31_900);

        var found = histories.Find();

        Assert.Equal(["0.99", "10.99"], found.Select(detected => detected.Amount.ToString()).Order());
        Assert.Equal(2, found.Select(detected => detected.Id).Distinct().Count());
    }

    [Fact]
    public void Find_PriceThatRose_GoesOnAtTheNewOne()
    {
        var histories = new Histories();
        histories.Plant("Music", Monthly("2025-03-08"), index => index < 10 ? 999 : 1_099);

        var found = Assert.Single(histories.Find());

        Assert.Equal(("10.99", "9.99", "10.99"), (found.Amount.ToString(), found.AmountMin.ToString(), found.AmountMax.ToString()));
        Assert.True(found.IsSubscription);
        Assert.Equal(16, found.Evidence.Count);
    }

    [Fact]
    public void Find_BillByConsumption_TellsTheMiddleAndTheBand()
    {
        var histories = new Histories();
        const string Days = "2025-12-11 2026-01-12 2026-02-10 2026-03-11 2026-04-13 2026-05-11";
        histories.AddOn("City works", Days, 9_000, 9_900, 9_400, 8_200, 7_100, 6_600);

        var found = Assert.Single(histories.Find());

        Assert.Equal(("86.00", "66.00", "99.00"), (found.Amount.ToString(), found.AmountMin.ToString(), found.AmountMax.ToString()));
        Assert.False(found.IsSubscription);
        Assert.True(found.Confidence < 0.85m);
    }

    [Fact]
    public void Find_OneMissing_IsStillSeenAndSaysLess()
    {
        var (whole, gap) = (new Histories(), new Histories());
        whole.Plant("Gym", Monthly("2025-09-01"), _ => 2_500);
        gap.Plant("Gym", Monthly("2025-09-01"), _ => 2_500);
        gap.Entries.RemoveAt(4);

        Assert.True(Assert.Single(gap.Find()).Confidence < Assert.Single(whole.Find()).Confidence);
    }

    [Fact]
    public void Find_NextIsLate_WaitsAWhileAndTheTemplateBeginsLater()
    {
        var histories = new Histories();
        histories.AddOn("Gym", "2026-03-05 2026-04-05 2026-05-05", 2_500);

        var found = Assert.Single(histories.Find());

        Assert.Equal((Day("2026-06-05"), Day("2026-07-05")), (found.NextDate, found.Template.Terms.Start));
    }

    [Fact]
    public void Find_ReferencesAndMonthsInTheText_AreOfOnePayee()
    {
        var histories = new Histories();
        histories.AddOn("SPOTIFY P2F3A4B5 March", "2026-03-09", 999);
        histories.AddOn("Spotify P9X8Y7Z6 April", "2026-04-09", 999);
        histories.AddOn("spotify pa11bb22 mai", "2026-05-09", 999);

        Assert.Equal("spotify pa11bb22 mai", Assert.Single(histories.Find()).Name);
    }

    [Fact]
    public void Find_MoreEntriesAndAnotherPrice_KeepTheId()
    {
        var histories = new Histories();
        histories.AddOn("Gym", "2026-02-05 2026-03-05 2026-04-05", 2_500);
        histories.AddOn("Gym", "2026-05-05", 2_500);
        var before = Assert.Single(histories.Find());

        histories.AddOn("GYM", "2026-06-05", 2_900);

        Assert.Equal(before.Id, Assert.Single(histories.Find()).Id);
    }

    [Theory]
    [InlineData("Landlord", TransactionType.Expense)]
    [InlineData("ACME Insurance", TransactionType.Expense)]
    [InlineData("ACME", TransactionType.Income)]
    public void Find_NeedsAndIncomes_AreNoSubscriptions(string payee, TransactionType type)
    {
        var histories = new Histories();
        foreach (var day in (string[])["2026-03-01", "2026-04-01", "2026-05-01", "2026-06-01"])
        {
            histories.Add(payee, Day(day), 85_000, type);
        }

        Assert.False(Assert.Single(histories.Find()).IsSubscription);
    }
}

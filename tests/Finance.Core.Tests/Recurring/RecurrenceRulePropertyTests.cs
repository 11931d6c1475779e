using Finance.Core.Recurring;
using FsCheck;
using FsCheck.Fluent;

namespace Finance.Core.Tests.Recurring;

public sealed class RecurrenceRulePropertyTests
{
    private const int Tries = 400;

    private static readonly Gen<DateOnly> Days =
        from day in Gen.Choose(new DateOnly(1999, 12, 1).DayNumber, new DateOnly(2029, 3, 5).DayNumber)
        select DateOnly.FromDayNumber(day);

    private static readonly Gen<DayOfWeek> Weekdays = Gen.Choose(0, 6).Select(day => (DayOfWeek)day);

    private static readonly Gen<NthWeekday> NthWeekdays =
        from nth in Gen.Elements(-1, 1, 2, 3, 4, 5)
        from weekday in Weekdays
        select new NthWeekday(nth, weekday);

    internal static readonly Gen<RecurrenceTerms> Rules =
        from frequency in Gen.Elements(Enum.GetValues<RecurrenceFrequency>())
        from start in Days
        from interval in Gen.Choose(1, 5)
        from weekend in Gen.Elements(Enum.GetValues<WeekendRule>())
        from byDay in Weekdays.ListOf()
        from mode in Gen.Choose(0, 2)
        from dayOfMonth in Gen.OneOf(Gen.Choose(1, 31), Gen.Choose(28, 31), Gen.Constant(-1))
        from nth in NthWeekdays
        from length in Gen.OneOf(Gen.Constant(-1), Gen.Choose(0, 4000))
        from count in Gen.OneOf(Gen.Constant(0), Gen.Choose(1, 60))
        let isByMonth = frequency is RecurrenceFrequency.Monthly or RecurrenceFrequency.Yearly
        select new RecurrenceTerms
        {
            Frequency = frequency,
            Start = start,
            Interval = interval,
            Weekend = weekend,
            ByDay = frequency == RecurrenceFrequency.Weekly ? [.. byDay.Distinct()] : [],
            DayOfMonth = isByMonth && mode == 1 ? dayOfMonth : null,
            NthWeekday = isByMonth && mode == 2 ? nth : null,
            End = length < 0 ? null : start.AddDays(length),
            Count = count == 0 ? null : count,
        };

    private static readonly DateOnly Horizon = new(2052, 3, 4);

    [Fact]
    public void Occurrences_AnyRule_AreThoseFoundDayByDay() => ForAll((terms, rule, expected) =>
        Assert.Equal(expected, rule.Occurrences().TakeWhile(occurrence => occurrence.NominalDate <= Horizon)));

    [Fact]
    public void Occurrences_AnyRule_KeepOrderAndHaveOwnNominalDates() => ForAll((_, rule, _) =>
    {
        foreach (var (one, next) in rule.Occurrences().Take(200).Zip(rule.Occurrences().Take(200).Skip(1)))
        {
            Assert.True(one.NominalDate < next.NominalDate && one.Index < next.Index && one.Date <= next.Date);
        }
    });

    [Fact]
    public void After_AnyDay_SkipsJustThoseUpToIt() => ForAllWithDay((rule, expected, day) => Assert.Equal(
        expected.Where(occurrence => occurrence.NominalDate > day),
        rule.After(day).TakeWhile(occurrence => occurrence.NominalDate <= Horizon)));

    [Fact]
    public void From_AnyDay_SkipsJustThoseThatTookPlaceBefore() => ForAllWithDay((rule, expected, day) => Assert.Equal(
        expected.Where(occurrence => occurrence.Date >= day),
        rule.From(day).TakeWhile(occurrence => occurrence.NominalDate <= Horizon)));

    [Fact]
    public void Find_AnyDay_IsTheOccurrenceOfThatNominalDate() => ForAllWithDay((rule, expected, day) =>
    {
        for (var date = day.AddDays(-20); date < day.AddDays(20); date = date.AddDays(1))
        {
            Occurrence? known = expected.Any(occurrence => occurrence.NominalDate == date)
                ? expected.Single(occurrence => occurrence.NominalDate == date)
                : null;
            Assert.Equal(known, rule.Find(date));
        }
    });

    [Fact]
    public void Create_AnyRule_OccursAtLeastOnce() => ForAll((_, rule, _) => Assert.NotEmpty(rule.Occurrences()));

    [Fact]
    public void Terms_AnyRule_MakeTheSameRuleAgain() =>
        ForAll((_, rule, _) => Assert.Equal(rule, RecurrenceRule.Create(rule.Terms).Value));

    private static void ForAll(Action<RecurrenceTerms, RecurrenceRule, IReadOnlyList<Occurrence>> check) =>
        Prop.ForAll(Rules.ToArbitrary(), terms => Check(terms, (rule, expected) => check(terms, rule, expected)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Tries));

    private static void ForAllWithDay(Action<RecurrenceRule, IReadOnlyList<Occurrence>, DateOnly> check) =>
        Prop.ForAll(Rules.ToArbitrary(), Days.ToArbitrary(), (terms, day) => Check(terms, (rule, expected) => check(rule, expected, day)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Tries));

    // Whatever the generator makes is a rule, unless it would never occur.
    private static void Check(RecurrenceTerms terms, Action<RecurrenceRule, IReadOnlyList<Occurrence>> check)
    {
        var rule = RecurrenceRule.Create(terms);
        if (rule.IsOk)
        {
            check(rule.Value, [.. DayByDayOracle.Occurrences(terms, Horizon)]);
        }
        else
        {
            Assert.Empty(DayByDayOracle.Occurrences(terms, LedgerDates.Last));
        }
    }
}

using Finance.Core.Recurring;
using Finance.Functions.Http.Reading;
using Finance.Functions.Transactions;

namespace Finance.Functions.Recurring;

/// <summary>What clients send about recurring templates.</summary>
internal static class RecurringRequests
{
    private const int MaxText = 200;
    private const int MaxNumber = 100_000;
    private const int DaysPerWeek = 7;
    private const int DefaultDays = 30;
    private const int MaxDays = 366;

    internal static NewTemplate New(RequestInput input) => new()
    {
        Name = input.Body.Required("template_name", TemplateName),
        Transaction = input.Body.Required("transaction", Read.Object(TransactionRequests.New)
            .Says("What each occurrence enters; `date` has no meaning here.")
            .Like(new { type = "expense", amount = 850.00m, payee = "Housing co-op", description = "Rent" })),
        Terms = new RecurrenceTerms
        {
            Frequency = input.Body.Required("frequency", Frequency),
            Start = input.Body.Required("start_date", StartDate),
            Interval = input.Body.Optional("interval", Interval, 1),
            ByDay = input.Body.Optional("by_day", ByDay, []),
            DayOfMonth = input.Body.Optional("day_of_month", DayOfMonth),
            NthWeekday = input.Body.Optional("nth_weekday", NthWeekday),
            Weekend = input.Body.Optional("weekend", Weekend, WeekendRule.Keep),
            End = input.Body.Optional("end_date", EndDate),
            Count = input.Body.Optional("count", Count),
        },
        AutoCreate = input.Body.Optional("auto_create", AutoCreate, true),
        FollowAmount = input.Body.Optional("follow_amount", FollowAmount, false),
    };

    internal static TemplatePatch Patch(RequestInput input) => new()
    {
        Name = input.Body.Change("template_name", TemplateName),
        Transaction = input.Body.Change("transaction", Read.Object(TransactionRequests.Patch)
            .Says("What each occurrence enters; `date` has no meaning here.")
            .Like(new { type = "expense", amount = 850.00m, payee = "Housing co-op", description = "Rent" })).Or(null),
        Terms = new RecurrencePatch
        {
            Frequency = input.Body.Change("frequency", Frequency),
            Interval = input.Body.Change("interval", Interval),
            ByDay = input.Body.ChangeOrClear("by_day", ByDay),
            DayOfMonth = input.Body.ChangeOrClear("day_of_month", DayOfMonth),
            NthWeekday = input.Body.ChangeOrClear("nth_weekday", NthWeekday),
            Weekend = input.Body.Change("weekend", Weekend),
            Start = input.Body.Change("start_date", StartDate),
            End = input.Body.ChangeOrClear("end_date", EndDate),
            Count = input.Body.ChangeOrClear("count", Count),
        },
        AutoCreate = input.Body.Change("auto_create", AutoCreate),
        IsActive = input.Body.Change("is_active", Read.Bool.Says("False lets the template stand still.")),
        FollowAmount = input.Body.Change("follow_amount", FollowAmount),
    };

    internal static DateOnly? On(RequestInput input) => input.Query.Optional("on", Read.AsOf);

    internal static bool Purge(RequestInput input) => input.Query.Optional("purge", Read.Bool
        .Says("Removes the template instead of letting it stand still."), false);

    internal static (DateOnly? On, bool Dismissed) Detected(RequestInput input) =>
        (On(input), input.Query.Optional("dismissed", Read.Bool.Says("Answers those that were dismissed instead."), false));

    internal static (int Days, DateOnly? On) Upcoming(RequestInput input) =>
        (input.Query.Optional("days", Read.Int(1, MaxDays).Says("How many days ahead."), DefaultDays), On(input));

    // Which numbers go with which rule is for the rule to say.
    private static ValueReader<int> Number { get; } = Read.Int(-1, MaxNumber);

    private static ValueReader<IReadOnlyCollection<DayOfWeek>> Weekdays { get; } =
        Read.List(Read.Enum<DayOfWeek>(), DaysPerWeek).Then((_, days) => (IReadOnlyCollection<DayOfWeek>)days);

    private static NthWeekday Nth(ObjectFields fields) =>
        new(fields.Required("nth", Number), fields.Required("weekday", Read.Enum<DayOfWeek>()));

    private static ValueReader<string> TemplateName { get; } = Read.Text(MaxText)
        .Says("Names the template; entries have their own description.")
        .Like("Rent");

    private static ValueReader<RecurrenceFrequency> Frequency { get; } = Read.Enum<RecurrenceFrequency>()
        .Like("monthly");

    private static ValueReader<DateOnly> StartDate { get; } = Read.Date
        .Says("The first day on which it may come, YYYY-MM-DD.")
        .Like("2026-02-01");

    private static ValueReader<int> Interval { get; } = Number
        .Says("Every so many days, weeks, months or years.")
        .Like(1);

    private static ValueReader<IReadOnlyCollection<DayOfWeek>> ByDay { get; } = Weekdays
        .Says("The weekdays of a weekly template; that of `start_date` if left out.");

    private static ValueReader<int> DayOfMonth { get; } = Number
        .Says("1 to 31; -1 is the last day of the month.")
        .Like(1);

    private static ValueReader<NthWeekday> NthWeekday { get; } = Read.Object(Nth)
        .Says("The nth weekday of the month, such as the second Tuesday; -1 is the last.");

    private static ValueReader<WeekendRule> Weekend { get; } = Read.Enum<WeekendRule>()
        .Says("What becomes of an occurrence on a Saturday or Sunday.");

    private static ValueReader<DateOnly> EndDate { get; } = Read.Date
        .Says("The last day on which it may come. YYYY-MM-DD.");

    private static ValueReader<int> Count { get; } = Number
        .Says("How many occurrences there are in all.");

    private static ValueReader<bool> AutoCreate { get; } = Read.Bool
        .Says("False waits for `process` instead of entering by itself.");

    private static ValueReader<bool> FollowAmount { get; } = Read.Bool
        .Says("The amount becomes that of the entry that was matched last.");
}

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
        Name = input.Body.Required("template_name", Read.Text(MaxText)),
        Transaction = input.Body.Required("transaction", Read.Object(TransactionRequests.New)),
        Terms = new RecurrenceTerms
        {
            Frequency = input.Body.Required("frequency", Read.Enum<RecurrenceFrequency>()),
            Start = input.Body.Required("start_date", Read.Date),
            Interval = input.Body.Optional("interval", Number, 1),
            ByDay = input.Body.Optional("by_day", Weekdays, []),
            DayOfMonth = input.Body.Optional("day_of_month", Number),
            NthWeekday = input.Body.Optional("nth_weekday", Read.Object(Nth)),
            Weekend = input.Body.Optional("weekend", Read.Enum<WeekendRule>(), WeekendRule.Keep),
            End = input.Body.Optional("end_date", Read.Date),
            Count = input.Body.Optional("count", Number),
        },
        AutoCreate = input.Body.Optional("auto_create", Read.Bool, true),
        FollowAmount = input.Body.Optional("follow_amount", Read.Bool, false),
    };

    internal static TemplatePatch Patch(RequestInput input) => new()
    {
        Name = input.Body.Change("template_name", Read.Text(MaxText)),
        Transaction = input.Body.Change("transaction", Read.Object(TransactionRequests.Patch)).Or(null),
        Terms = new RecurrencePatch
        {
            Frequency = input.Body.Change("frequency", Read.Enum<RecurrenceFrequency>()),
            Interval = input.Body.Change("interval", Number),
            ByDay = input.Body.ChangeOrClear("by_day", Weekdays),
            DayOfMonth = input.Body.ChangeOrClear("day_of_month", Number),
            NthWeekday = input.Body.ChangeOrClear("nth_weekday", Read.Object(Nth)),
            Weekend = input.Body.Change("weekend", Read.Enum<WeekendRule>()),
            Start = input.Body.Change("start_date", Read.Date),
            End = input.Body.ChangeOrClear("end_date", Read.Date),
            Count = input.Body.ChangeOrClear("count", Number),
        },
        AutoCreate = input.Body.Change("auto_create", Read.Bool),
        IsActive = input.Body.Change("is_active", Read.Bool),
        FollowAmount = input.Body.Change("follow_amount", Read.Bool),
    };

    internal static DateOnly? On(RequestInput input) => input.Query.Optional("on", Read.Date);

    internal static bool Purge(RequestInput input) => input.Query.Optional("purge", Read.Bool, false);

    internal static (DateOnly? On, bool Dismissed) Detected(RequestInput input) =>
        (On(input), input.Query.Optional("dismissed", Read.Bool, false));

    internal static (int Days, DateOnly? On) Upcoming(RequestInput input) =>
        (input.Query.Optional("days", Read.Int(1, MaxDays), DefaultDays), On(input));

    // Which numbers go with which rule is for the rule to say.
    private static ValueReader<int> Number { get; } = Read.Int(-1, MaxNumber);

    private static ValueReader<IReadOnlyCollection<DayOfWeek>> Weekdays { get; } =
        Read.List(Read.Enum<DayOfWeek>(), DaysPerWeek).Then((_, days) => (IReadOnlyCollection<DayOfWeek>)days);

    private static NthWeekday Nth(ObjectFields fields) =>
        new(fields.Required("nth", Number), fields.Required("weekday", Read.Enum<DayOfWeek>()));
}

using Finance.Core;
using Finance.Core.Envelopes;
using Finance.Functions.Http.Reading;

namespace Finance.Functions.Envelopes;

/// <summary>What clients send about envelopes.</summary>
internal static class EnvelopeRequests
{
    private const int MaxMonths = 24;

    private static readonly ValueReader<AssignRule> Rules = Read.Word(
        ("last-month", AssignRule.LastMonth), ("average", AssignRule.Average), ("targets", AssignRule.Targets));

    internal static EnvelopeQuery Query(RequestInput input) =>
        new(input.Query.Optional("month", Read.Month), input.Query.Optional("on", Read.AsOf));

    internal static (Month? Month, AmountText Assigned) Assigned(RequestInput input) =>
        (input.Query.Optional("month", Read.Month), input.Body.Required("assigned", Read.Amount
            .Says("What the envelope is given in the month in all; 0 takes everything back.")
            .Like(120.00m)));

    internal static EnvelopeMove Move(RequestInput input) => new(
        input.Body.Optional("month", Read.Month),
        input.Body.Required("from", Read.Id.Says("The category whose envelope gives.")),
        input.Body.Required("to", Read.Id.Says("The category whose envelope takes.")),
        input.Body.Required("amount", Read.Amount.Says("What moves, above zero.").Like(15.00m)));

    internal static AssignRequest Rule(RequestInput input) => new(
        input.Body.Optional("month", Read.Month),
        input.Body.Required("rule", Rules
            .Says("last-month assigns as a month ago, average what was spent on average, targets the limits of categories.")
            .Like("last-month")),
        input.Body.Optional("months", Read.Int(1, MaxMonths).Says("Of how many months the average is.")));
}

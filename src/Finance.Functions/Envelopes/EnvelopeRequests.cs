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
        new(input.Query.Optional("month", Read.Month), input.Query.Optional("on", Read.Date));

    internal static (Month? Month, AmountText Assigned) Assigned(RequestInput input) =>
        (input.Query.Optional("month", Read.Month), input.Body.Required("assigned", Read.Amount));

    internal static EnvelopeMove Move(RequestInput input) => new(
        input.Body.Optional("month", Read.Month),
        input.Body.Required("from", Read.Id),
        input.Body.Required("to", Read.Id),
        input.Body.Required("amount", Read.Amount));

    internal static AssignRequest Rule(RequestInput input) => new(
        input.Body.Optional("month", Read.Month),
        input.Body.Required("rule", Rules),
        input.Body.Optional("months", Read.Int(1, MaxMonths)));
}

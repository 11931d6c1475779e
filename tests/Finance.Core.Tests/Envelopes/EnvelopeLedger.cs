using Finance.Core.Categories;
using Finance.Core.Envelopes;
using Finance.Core.Ledgers;
using Finance.Testing;
using static Finance.Core.Tests.Recurring.RecurringLedger;

namespace Finance.Core.Tests.Envelopes;

/// <summary>A ledger with envelopes, as one process sees it. It is the middle of June 2026.</summary>
internal sealed class EnvelopeLedger
{
    private EnvelopeLedger(TestLedger ledger)
    {
        Ledger = ledger;
        Service = new EnvelopeService(ledger.Ledgers, ledger.Clock);
    }

    internal TestLedger Ledger { get; }

    internal EnvelopeService Service { get; }

    internal required string Food { get; init; }

    internal required string Rent { get; init; }

    internal required string Salary { get; init; }

    internal static async Task<EnvelopeLedger> CreateAsync(TestLedger? existing = null)
    {
        var ledger = existing ?? await TestLedger.CreateAsync();
        return new EnvelopeLedger(ledger)
        {
            Food = await ledger.AddCategoryAsync("Food", CategoryType.Expense),
            Rent = await ledger.AddCategoryAsync("Rent", CategoryType.Expense),
            Salary = await ledger.AddCategoryAsync("Salary", CategoryType.Income),
        };
    }

    internal static Month MonthOf(string text) => Month.TryParse(text, out var month) ? month : throw new FormatException(text);

    internal async Task<EnvelopeMonth> GetAsync(string month, string? on = null) => Ok(await Service.GetAsync(
        Ledger.Caller, new EnvelopeQuery(MonthOf(month), on is null ? null : Day(on)), default));

    internal Task<Result<ChangedEnvelopes>> TryAssignAsync(string month, string category, string amount, Change? change = null) =>
        Service.AssignAsync(change ?? Ledger.Change, category, MonthOf(month), new AmountText("assigned", amount), default);

    internal async Task<ChangedEnvelopes> AssignAsync(string month, string category, string amount) =>
        Ok(await TryAssignAsync(month, category, amount));

    internal Task<Result<ChangedEnvelopes>> TryMoveAsync(string month, string from, string to, string amount) => Service.MoveAsync(
        Ledger.Change, new EnvelopeMove(MonthOf(month), from, to, new AmountText("amount", amount)), default);

    internal async Task<ChangedEnvelopes> MoveAsync(string month, string from, string to, string amount) =>
        Ok(await TryMoveAsync(month, from, to, amount));

    internal async Task<ChangedEnvelopes> FillAsync(string month, AssignRule rule, int? months = null) =>
        Ok(await Service.AssignByRuleAsync(Ledger.Change, new AssignRequest(MonthOf(month), rule, months), default));

    /// <summary>carried, assigned, activity, available: <c>0.00 50.00 -20.00 30.00</c>.</summary>
    internal static string Figures(EnvelopeMonth month, string? category)
    {
        var envelope = month.Items.Single(item => item.Category?.Id == category);
        return $"{envelope.Carried} {envelope.Assigned} {envelope.Activity} {envelope.Available}";
    }
}

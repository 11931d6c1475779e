using System.Globalization;
using Finance.Core.Categories;
using Finance.Core.Ledgers;

namespace Finance.Core.Envelopes;

/// <summary>
/// What may be assigned, and what a rule assigns: the assigned amounts of a month as they are to be, in minor units by envelope.
/// </summary>
internal static class EnvelopeRules
{
    internal const int DefaultMonths = 3;
    internal const int MaxMonths = 24;
    private const string IsNoEnvelope = "names an income category; only expense categories are envelopes.";

    /// <returns>Errors: <c>not_found</c>, <c>validation_failed</c>.</returns>
    internal static Result<Dictionary<string, long>> Assign(EnvelopeBook book, string categoryId, AmountText assigned)
    {
        if (book.Chart.FindCategory(categoryId) is not { } category)
        {
            return Errors.NotFound("category");
        }

        var errors = new FieldErrors();
        if (category.Type != CategoryType.Expense)
        {
            errors.Add("category_id", IsNoEnvelope);
        }

        var amount = errors.Take(assigned.Resolve(book.Currency));
        if (amount.Minor < 0)
        {
            errors.Add(assigned.Field, "must not be below zero; move money out of an envelope with POST /api/envelopes/move.");
        }

        return errors.Or(() => new Dictionary<string, long>(StringComparer.Ordinal) { [categoryId] = amount.Minor });
    }

    /// <returns>Errors: <c>validation_failed</c>.</returns>
    internal static Result<Dictionary<string, long>> Move(EnvelopeBook book, EnvelopeMonth month, EnvelopeMove asked)
    {
        var errors = new FieldErrors();
        var from = asked.From == EnvelopeMove.Uncategorised ? string.Empty : asked.From;
        CheckEnvelope(book.Chart, errors, "from", from, mayBeUncategorised: true);
        CheckEnvelope(book.Chart, errors, "to", asked.To, mayBeUncategorised: false);
        if (from == asked.To)
        {
            errors.Add("to", "must be another envelope than from.");
        }

        var amount = errors.Take(asked.Amount.ResolvePositive(book.Currency));
        if (!errors.IsEmpty)
        {
            return errors.ToError();
        }

        var available = Find(month, from)?.Available ?? Money.Zero(book.Currency);
        if (amount > available)
        {
            return Errors.Validation(asked.Amount.Field, $"is more than there is in that envelope: {available} is available.");
        }

        var assigned = book.AssignedIn(month.Month);
        return new Dictionary<string, long>(StringComparer.Ordinal)
        {
            [from] = checked(assigned.GetValueOrDefault(from) - amount.Minor),
            [asked.To] = checked(assigned.GetValueOrDefault(asked.To) + amount.Minor),
        };
    }

    /// <returns>Errors: <c>validation_failed</c>.</returns>
    internal static Result<Dictionary<string, long>> Apply(EnvelopeBook book, EnvelopeMonth month, AssignRequest asked)
    {
        if (asked.Months is not null && asked.Rule != AssignRule.Average)
        {
            return Errors.Validation("months", "is for the rule average only.");
        }

        if (asked.Months is < 1 or > MaxMonths)
        {
            return Errors.Validation("months", string.Create(CultureInfo.InvariantCulture, $"must be 1 to {MaxMonths}."));
        }

        var lastMonth = book.AssignedIn(month.Month.AddMonths(-1));
        var assigned = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var envelope in month.Items)
        {
            if (envelope.Category is { } category)
            {
                assigned[category.Id] = asked.Rule switch
                {
                    AssignRule.LastMonth => Math.Max(0, lastMonth.GetValueOrDefault(category.Id)),
                    AssignRule.Average => AverageSpending(book, month.Month, category.Id, asked.Months ?? DefaultMonths),
                    _ => ToTarget(envelope),
                };
            }
        }

        return assigned;
    }

    /// <summary>
    /// What was spent in a month, on the average of some months before one, rounded half away from zero; never below zero.
    /// </summary>
    private static long AverageSpending(EnvelopeBook book, Month month, string categoryId, int months)
    {
        var spent = 0L;
        for (var back = 1; back <= months; back++)
        {
            spent = checked(spent - (book.Flows.GetValueOrDefault(month.AddMonths(-back))?.Activity.GetValueOrDefault(categoryId) ?? 0));
        }

        return Math.Max(0, Money.Quotient(spent, months));
    }

    private static long ToTarget(Envelope envelope) => envelope.Target is { } target
        ? Math.Max(envelope.Assigned.Minor, (target - envelope.Carried).Minor)
        : envelope.Assigned.Minor;

    private static Envelope? Find(EnvelopeMonth month, string id) =>
        month.Items.FirstOrDefault(envelope => (envelope.Category?.Id ?? string.Empty) == id);

    private static void CheckEnvelope(Chart chart, FieldErrors errors, string field, string id, bool mayBeUncategorised)
    {
        if (id.Length == 0 && mayBeUncategorised)
        {
            return;
        }

        if (chart.FindCategory(id) is not { } category)
        {
            errors.Add(field, "names no category of this ledger.");
        }
        else if (category.Type != CategoryType.Expense)
        {
            errors.Add(field, IsNoEnvelope);
        }
    }
}

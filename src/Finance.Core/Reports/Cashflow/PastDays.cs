using Finance.Core.Ledgers;
using Finance.Core.Recurring;
using Finance.Core.Summaries;
using Finance.Core.Transactions;

namespace Finance.Core.Reports.Cashflow;

/// <summary>
/// What past days did to some accounts, without what recurs by a template: that is known to come and counted by its days. An occurrence is
/// taken out where the sums of its account and category have something like it within a few days, whether the template entered it or it
/// was there before the template. Pure.
/// </summary>
/// <param name="accounts">The accounts that count.</param>
/// <param name="convert">An amount in the currency of the answer.</param>
internal sealed class PastDays(Chart chart, IReadOnlySet<string> accounts, IReadOnlyList<DaysSummary> months, Func<Money, Money> convert)
{
    private const int DaysAround = 4;

    /// <summary>How far an amount may lie from the template's, as one part in five.</summary>
    private const int PartOff = 5;

    private readonly Dictionary<DateOnly, long> _nets = [];
    private readonly Dictionary<(DateOnly Day, string AccountId), List<Sum>> _sums = [];

    /// <summary>The first day with an entry; null where there is none.</summary>
    internal DateOnly? First => _nets.Count == 0 ? null : _nets.Keys.Min();

    /// <summary>What a day did, in minor units of the answer's currency.</summary>
    internal long NetOf(DateOnly day) => _nets.GetValueOrDefault(day);

    /// <summary>Adds all days, and takes out what recurs.</summary>
    /// <param name="days">The days that are learnt from.</param>
    internal PastDays Learn(IReadOnlyList<RecurringTemplate> templates, DateRange days)
    {
        var wanted = templates
            .Where(template => template.Transaction.Type != TransactionType.Transfer)
            .Select(template => (chart.AccountNow(template.Transaction.AccountId).Id, CategoryNow(template.Transaction.CategoryId)))
            .ToHashSet();
        foreach (var month in months)
        {
            Add(month, days);
            AddSums(month, days, wanted);
        }

        foreach (var template in templates)
        {
            TakeOut(template, days);
        }

        return this;
    }

    private void Add(DaysSummary month, DateRange days)
    {
        foreach (var (cell, net) in month.Days)
        {
            var (day, account) = (month.Month.FirstDay.AddDays(cell.Day - 1), chart.AccountNow(cell.AccountId));
            if (days.Contains(day) && accounts.Contains(account.Id))
            {
                Move(day, new Money(net.Net, account.Currency));
            }
        }

    }

    /// <summary>Keeps what a template may be found in: sums of its account and, where it names one, its category.</summary>
    private void AddSums(DaysSummary month, DateRange days, HashSet<(string AccountId, string? CategoryId)> wanted)
    {
        foreach (var (cell, tally) in month.Categories.Where(_ => wanted.Count > 0))
        {
            var (day, account) = (month.Month.FirstDay.AddDays(cell.Day - 1), chart.AccountNow(cell.AccountId).Id);
            var category = CategoryNow(cell.CategoryId);
            if (days.Contains(day) && accounts.Contains(account) && (wanted.Contains((account, category)) || wanted.Contains((account, null))))
            {
                if (!_sums.TryGetValue((day, account), out var sums))
                {
                    _sums.Add((day, account), sums = []);
                }

                sums.Add(new Sum(category, TransactionType.Income, tally.Income));
                sums.Add(new Sum(category, TransactionType.Expense, tally.Expense));
            }
        }
    }

    private string? CategoryNow(string? id) => chart.CategoryNow(id)?.Id;

    private void Move(DateOnly day, Money amount) => _nets[day] = checked(_nets.GetValueOrDefault(day) + convert(amount).Minor);

    private void TakeOut(RecurringTemplate template, DateRange days)
    {
        var entry = template.Transaction;
        foreach (var occurrence in Since(template.Rule, days.From).TakeWhile(occurrence => occurrence.Date <= days.To))
        {
            if (entry.Type == TransactionType.Transfer)
            {
                // No sum tells one transfer from another; the template knows which it has entered.
                foreach (var effect in template.IsSettled(occurrence.NominalDate) && occurrence.NominalDate >= template.Rule.Start ? BalanceEffect.Of(entry) : [])
                {
                    TakeOut(occurrence.Date, effect);
                }
            }
            else if (accounts.Contains(chart.AccountNow(entry.AccountId).Id) && Find(entry, occurrence.Date, days) is { } found)
            {
                Move(found.Day, new Money(entry.Type == TransactionType.Income ? -found.Minor : found.Minor, entry.Amount.Currency));
            }
        }
    }

    private void TakeOut(DateOnly day, BalanceEffect effect)
    {
        var account = chart.AccountNow(effect.AccountId);
        if (accounts.Contains(account.Id))
        {
            Move(day, new Money(-effect.Minor, account.Currency));
        }
    }

    /// <summary>The occurrences that there would be if the rule had begun long ago.</summary>
    private static IEnumerable<Occurrence> Since(RecurrenceRule rule, DateOnly from)
    {
        var start = rule.Start;
        while (start > from && Back(rule, start) is { } earlier)
        {
            start = earlier;
        }

        var extended = start == rule.Start ? null : RecurrenceRule.Create(rule.Terms with { Start = start, Count = null }).Value;
        return (extended?.From(from).TakeWhile(occurrence => occurrence.NominalDate < rule.Start) ?? []).Concat(rule.From(from));
    }

    private static DateOnly? Back(RecurrenceRule rule, DateOnly start)
    {
        var (years, days) = rule.Frequency switch
        {
            RecurrenceFrequency.Daily => (0, rule.Interval),
            RecurrenceFrequency.Weekly => (0, 7 * rule.Interval),
            RecurrenceFrequency.Monthly => (rule.Interval, 0),
            _ => (12 * rule.Interval, 0),
        };
        if (rule.DayOfMonth is null && rule.NthWeekday is null && start.Day > 28 && years > 0)
        {
            // Going back through shorter months would change the day that the rule means.
            return null;
        }

        return start.DayNumber - days - (31 * years) <= LedgerDates.First.DayNumber ? null : start.AddMonths(-years).AddDays(-days);
    }

    /// <summary>The nearest day with something like an entry, the earlier of two; it is found once.</summary>
    private (DateOnly Day, long Minor)? Find(Transaction entry, DateOnly date, DateRange days)
    {
        var account = chart.AccountNow(entry.AccountId).Id;
        var category = CategoryNow(entry.CategoryId);
        for (var off = 0; off <= DaysAround; off++)
        {
            foreach (var day in new[] { date.AddDays(-off), date.AddDays(off) }.Where(days.Contains))
            {
                foreach (var sum in _sums.TryGetValue((day, account), out var sums) ? sums : [])
                {
                    if (sum.Type == entry.Type && (category is null || sum.CategoryId == category) && sum.Take(entry.Amount.Minor) is { } minor)
                    {
                        return (day, minor);
                    }
                }
            }
        }

        return null;
    }

    /// <summary>What a day put into a category of an account, less what was found in it.</summary>
    private sealed class Sum(string? categoryId, TransactionType type, Tally tally)
    {
        private long _minor = tally.Minor;
        private long _count = tally.Count;

        internal string? CategoryId => categoryId;

        internal TransactionType Type => type;

        /// <summary>Takes out an entry of about an amount; null where there is none.</summary>
        internal long? Take(long minor)
        {
            if (_count == 1 && Int128.Abs((Int128)_minor - minor) * PartOff <= minor)
            {
                (minor, _minor, _count) = (_minor, 0, 0);
                return minor;
            }

            if (_count > 1 && _minor >= minor)
            {
                (_minor, _count) = (_minor - minor, _count - 1);
                return minor;
            }

            return null;
        }
    }
}

using Finance.Core.Accounts;
using Finance.Core.Ledgers;
using Finance.Core.Transactions;

namespace Finance.Core.Exporting.Statements;

/// <summary>Adds up entries as they come. It grows with accounts, categories and months, not with entries.</summary>
/// <param name="account">The one that the statement is of; null for all.</param>
internal sealed class StatementFigures(Chart chart, Account? account)
{
    /// <summary>Longer periods are shown year by year.</summary>
    private const int MaxMonths = 24;

    private readonly Dictionary<string, AccountSums> _accounts = new(StringComparer.Ordinal);
    private readonly Dictionary<(Currency Currency, Month Month), (long Income, long Expenses)> _months = [];
    private readonly Dictionary<(Currency Currency, string CategoryId), long> _spending = [];

    internal int Count { get; private set; }

    internal DateOnly? First { get; private set; }

    internal DateOnly? Last { get; private set; }

    internal void Add(Transaction transaction)
    {
        Count++;
        First = First is { } first && first < transaction.Date ? first : transaction.Date;
        Last = Last is { } last && last > transaction.Date ? last : transaction.Date;
        foreach (var effect in BalanceEffect.Of(transaction))
        {
            var id = chart.AccountNow(effect.AccountId).Id;
            if (account is null || account.Id == id)
            {
                _accounts[id] = _accounts.GetValueOrDefault(id).Add(transaction.Type, effect.Minor);
            }
        }

        if (transaction.Type == TransactionType.Transfer)
        {
            return;
        }

        var isIncome = transaction.Type == TransactionType.Income;
        var (currency, minor) = (transaction.Amount.Currency, transaction.Amount.Minor);
        var month = (currency, Month.Of(transaction.Date));
        var (income, expenses) = _months.GetValueOrDefault(month);
        _months[month] = isIncome ? (checked(income + minor), expenses) : (income, checked(expenses + minor));
        foreach (var part in isIncome ? [] : transaction.Parts())
        {
            var category = (currency, chart.CategoryNow(part.CategoryId)?.Id ?? "");
            _spending[category] = checked(_spending.GetValueOrDefault(category) + part.Minor);
        }
    }

    /// <summary>Accounts with anything to say, by name.</summary>
    /// <param name="opening">Balances, in minor units, by the account's id.</param>
    internal IReadOnlyList<StatementAccount> Accounts(Func<string, long> opening, Func<string, long> closing) =>
    [
        .. (account is { } one ? [one] : chart.Accounts)
            .Where(known => account is not null || _accounts.ContainsKey(known.Id) || opening(known.Id) != 0 || closing(known.Id) != 0)
            .OrderBy(known => known.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(known => known.Id, StringComparer.Ordinal)
            .Select(known =>
            {
                var sums = _accounts.GetValueOrDefault(known.Id);
                return new StatementAccount(
                    known.Name,
                    Of(opening(known.Id)),
                    Of(sums.Income),
                    Of(sums.Expenses),
                    Of(sums.Transfers),
                    Of(closing(known.Id)));

                Money Of(long minor) => new(minor, known.Currency);
            }),
    ];

    internal IReadOnlyList<StatementCurrency> Currencies(DateRange period) =>
    [
        .. _months.Keys.Select(cell => cell.Currency).Distinct().OrderBy(currency => currency.Code, StringComparer.Ordinal).Select(currency =>
        {
            var spans = Spans(currency, period);
            return new StatementCurrency(
                currency,
                spans.Aggregate(Money.Zero(currency), (sum, span) => sum + span.Income),
                spans.Aggregate(Money.Zero(currency), (sum, span) => sum + span.Expenses),
                spans,
                Spending(currency));
        }),
    ];

    private StatementSpan[] Spans(Currency currency, DateRange period)
    {
        var own = _months.Where(cell => cell.Key.Currency == currency).ToDictionary(cell => cell.Key.Month, cell => cell.Value);
        var (first, last) = (Month.Of(First ?? period.From), Month.Of(Last ?? period.To));
        if (last.Index - first.Index < MaxMonths)
        {
            return [.. new DateRange(first.FirstDay, last.LastDay).Months().Select(month => Span(month.ToString(), [month]))];
        }

        return
        [
            .. Enumerable.Range(first.Year, last.Year - first.Year + 1)
                .Select(year => Span($"{year:D4}", own.Keys.Where(month => month.Year == year))),
        ];

        StatementSpan Span(string label, IEnumerable<Month> months)
        {
            var sums = months.Select(month => own.GetValueOrDefault(month)).ToList();
            return new StatementSpan(
                label,
                new Money(sums.Aggregate(0L, (sum, cell) => checked(sum + cell.Item1)), currency),
                new Money(sums.Aggregate(0L, (sum, cell) => checked(sum + cell.Item2)), currency));
        }
    }

    private StatementSpending[] Spending(Currency currency) =>
    [
        .. _spending.Where(cell => cell.Key.Currency == currency)
            .Select(cell => new StatementSpending(chart.CategoryNow(cell.Key.CategoryId)?.Name, new Money(cell.Value, currency)))
            .OrderByDescending(spending => spending.Amount.Minor)
            .ThenBy(spending => spending.Category, StringComparer.Ordinal),
    ];

    private readonly record struct AccountSums(long Income, long Expenses, long Transfers)
    {
        internal AccountSums Add(TransactionType type, long minor) => type switch
        {
            TransactionType.Income => this with { Income = checked(Income + minor) },
            TransactionType.Expense => this with { Expenses = checked(Expenses - minor) },
            _ => this with { Transfers = checked(Transfers + minor) },
        };
    }
}

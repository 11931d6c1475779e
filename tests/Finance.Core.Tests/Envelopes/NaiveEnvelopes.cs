using Finance.Core.Accounts;
using Finance.Core.Categories;
using Finance.Core.Envelopes;
using Finance.Core.Ledgers;
using Finance.Core.Transactions;

namespace Finance.Core.Tests.Envelopes;

/// <summary>A month of envelopes added up from every transaction there is, by the words of the definition.</summary>
internal sealed class NaiveEnvelopes
{
    private readonly Chart _chart;
    private readonly Dictionary<AssignedCell, long> _assigned;
    private readonly Month _month;
    private readonly SortedDictionary<string, (long Carried, long Assigned, long Activity)> _envelopes = new(StringComparer.Ordinal);
    private long _income;
    private long _transfers;
    private long _carried;

    internal NaiveEnvelopes(
        Chart chart,
        IEnumerable<Transaction> transactions,
        Dictionary<AssignedCell, long> assigned,
        Month month,
        DateOnly through)
    {
        (_chart, _assigned, _month) = (chart, assigned, month);
        _carried = Cash = chart.Accounts.Where(IsBudget).Sum(account => account.OpeningBalance.Minor);
        foreach (var transaction in transactions.Where(transaction => transaction.Date <= through))
        {
            Add(transaction);
        }

        Assign();
    }

    internal long Cash { get; private set; }

    /// <summary>Every figure of the month.</summary>
    internal string Text => Join(
        _carried,
        _income,
        _transfers,
        _carried + _income + _transfers - _envelopes.Values.Sum(envelope => envelope.Assigned),
        Cash,
        _envelopes
            .Where(envelope => envelope.Value != default)
            .Select(envelope => $"{envelope.Key} {envelope.Value.Carried} {envelope.Value.Assigned} {envelope.Value.Activity}"));

    /// <summary>The same of an answer.</summary>
    internal static string TextOf(EnvelopeMonth month) => Join(
        month.CarriedToAssign.Minor,
        month.Income.Minor,
        month.Transfers.Minor,
        month.ToAssign.Minor,
        month.Cash.Minor,
        month.Items
            .Where(item => item.Carried.Minor != 0 || item.Assigned.Minor != 0 || item.Activity.Minor != 0)
            .OrderBy(item => item.Category?.Id ?? "", StringComparer.Ordinal)
            .Select(item => $"{item.Category?.Id} {item.Carried.Minor} {item.Assigned.Minor} {item.Activity.Minor}"));

    private static string Join(long carried, long income, long transfers, long toAssign, long cash, IEnumerable<string> envelopes) =>
        $"carried {carried}, income {income}, transfers {transfers}, to assign {toAssign}, cash {cash}\n{string.Join('\n', envelopes)}";

    private static bool IsBudget(Account account) =>
        account.Currency.Code == "USD" && account.Type is not (AccountType.Investment or AccountType.Loan);

    private bool IsBudget(string accountId) => IsBudget(_chart.AccountNow(accountId));

    private void Add(Transaction transaction)
    {
        var month = Month.Of(transaction.Date);
        if (month > _month)
        {
            return;
        }

        if (transaction.Type == TransactionType.Transfer)
        {
            var crossed = (IsBudget(transaction.ToAccountId!) ? transaction.ToAmount!.Value.Minor : 0)
                - (IsBudget(transaction.AccountId) ? transaction.Amount.Minor : 0);
            Cash += crossed;
            _transfers += month == _month ? crossed : 0;
            _carried += month < _month ? crossed : 0;
            return;
        }

        if (!IsBudget(transaction.AccountId))
        {
            return;
        }

        foreach (var (categoryId, minor) in transaction.Parts())
        {
            var signed = transaction.Type == TransactionType.Income ? minor : -minor;
            var category = _chart.CategoryNow(categoryId);
            Cash += signed;
            if (category?.Type == CategoryType.Income || (category is null && transaction.Type == TransactionType.Income))
            {
                _income += month == _month ? signed : 0;
                _carried += month < _month ? signed : 0;
            }
            else
            {
                Add(category?.Id ?? "", month < _month ? (signed, 0, 0) : (0, 0, signed));
            }
        }
    }

    private void Assign()
    {
        foreach (var (cell, minor) in _assigned.Where(cell => cell.Key.Month <= _month))
        {
            Add(_chart.CategoryNow(cell.CategoryId)?.Id ?? "", cell.Month < _month ? (minor, 0, 0) : (0, minor, 0));
            _carried -= cell.Month < _month ? minor : 0;
        }
    }

    private void Add(string id, (long Carried, long Assigned, long Activity) more)
    {
        var old = _envelopes.GetValueOrDefault(id);
        _envelopes[id] = (old.Carried + more.Carried, old.Assigned + more.Assigned, old.Activity + more.Activity);
    }
}

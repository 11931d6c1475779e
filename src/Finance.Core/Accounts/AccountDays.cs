using Finance.Core.Ledgers;
using Finance.Core.Summaries;

namespace Finance.Core.Accounts;

/// <summary>An account's balance and net on any day, from its history and one row of summaries a month; no transaction is read.</summary>
public sealed class AccountDays
{
    private readonly LedgerSnapshot _ledger;
    private readonly LedgerReader _reader;
    private readonly Account _account;
    private readonly IReadOnlySet<string> _ids;

    public AccountDays(LedgerSnapshot ledger, LedgerReader reader, string accountId)
    {
        (_ledger, _reader) = (ledger, reader);
        _account = ledger.Chart.AccountNow(accountId);
        _ids = ledger.Chart.IdsOfAccount(_account.Id);
    }

    /// <summary>The balance at the end of a day.</summary>
    public async Task<Money> BalanceAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var month = Month.Of(day);
        var net = _account.History.NetBefore(month);
        net += day == month.LastDay || _account.History.In(month).Count == 0
            ? _account.History.In(month).Net
            : Nets(await _reader.DaysAsync(_ledger, month, cancellationToken)).Where(cell => cell.Day <= day.Day).Sum(cell => cell.Net);
        return _account.OpeningBalance + new Money(net, _account.Currency);
    }

    /// <summary>What a day's entries add up to, in minor units.</summary>
    public async Task<long> NetAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var month = Month.Of(day);
        return _account.History.In(month).Count == 0
            ? 0
            : Nets(await _reader.DaysAsync(_ledger, month, cancellationToken)).Where(cell => cell.Day == day.Day).Sum(cell => cell.Net);
    }

    private IEnumerable<(int Day, long Net)> Nets(DaysSummary summary) =>
        summary.Days.Where(cell => _ids.Contains(cell.Key.AccountId)).Select(cell => (cell.Key.Day, cell.Value.Net));
}

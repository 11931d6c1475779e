using Finance.Core.Accounts;
using Finance.Core.Importing.Reading;
using Finance.Core.Ledgers;

namespace Finance.Core.Importing;

/// <summary>
/// What a file says its account held, gathered while it is read: entries by day and the closing balance, from the statement itself or from a
/// column of running balances. Afterwards it tells whether the ledger agrees.
/// </summary>
internal sealed class StatementProofs(RowOrder order)
{
    private readonly List<Stated> _statements = [];
    private Stated? _current;

    internal void Begin(Account account, StatementHead head) => _statements.Add(_current = new Stated(account, head));

    internal void Count(StatementEntry entry, Money amount)
    {
        var stated = _current!;
        stated.Nets[entry.Date] = stated.Nets.GetValueOrDefault(entry.Date) + amount.Minor;
        if (entry.Balance is { } balance && (stated.Running is null || IsLater(entry.Date, stated.Running.AsOf!.Value)))
        {
            stated.Running = new StatementBalance(balance, entry.Date);
        }
    }

    internal void End(StatementTail tail) => _current!.Tail = tail;

    /// <summary>Period and closing balance of the file's last statement that has one.</summary>
    internal StatementFacts? Facts()
    {
        if (Chosen() is not { } stated)
        {
            return null;
        }

        var (from, to) = stated.Nets.Count == 0 ? ((DateOnly?)null, (DateOnly?)null) : (stated.Nets.Keys.First(), stated.Nets.Keys.Last());
        return new StatementFacts(stated.Head.From ?? from, stated.Head.To ?? to, stated.Closing, stated.ClosingDay);
    }

    /// <summary>Compares the ledger with the file's closing balance.</summary>
    internal async Task<BalanceProof> ProveAsync(LedgerSnapshot ledger, LedgerReader reader, CancellationToken cancellationToken)
    {
        if (Chosen() is not { Closing: { } closing, ClosingDay: { } day } stated)
        {
            return BalanceProof.NotStated;
        }

        var account = ledger.Chart.AccountNow(stated.Account.Id);
        async Task<Money> BalanceAsync(DateOnly on) => (await AccountBalances.AtAsync(reader, ledger, account, on, cancellationToken)).Balance;
        var difference = closing - await BalanceAsync(day);
        if (difference.Minor == 0)
        {
            return new BalanceProof(ProofStatus.Proven, difference, null, null);
        }

        var first = stated.Nets.Count == 0 ? day : stated.Nets.Keys.First();
        var opening = closing - new Money(stated.Nets.Where(net => net.Key <= day).Sum(net => net.Value), closing.Currency);
        var openingDifference = opening - await BalanceAsync(first.AddDays(-1));
        return openingDifference.Minor != 0
            ? new BalanceProof(ProofStatus.Off, difference, stated.Head.From ?? first, account.OpeningBalance + openingDifference)
            : new BalanceProof(ProofStatus.Off, difference, await FirstOffAsync(stated, opening, first, day, BalanceAsync), null);
    }

    /// <summary>The first day at whose end the ledger has another balance than the statement's entries up to then make.</summary>
    private static async Task<DateOnly> FirstOffAsync(Stated stated, Money opening, DateOnly first, DateOnly last, Func<DateOnly, Task<Money>> balance)
    {
        var expected = opening;
        for (var day = first; day < last; day = day.AddDays(1))
        {
            expected += new Money(stated.Nets.GetValueOrDefault(day), opening.Currency);
            if (await balance(day) != expected)
            {
                return day;
            }
        }

        return last;
    }

    // Within a day, the later row of a file from old to new is the later entry; of one from new to old, the earlier row is.
    private bool IsLater(DateOnly day, DateOnly than) => order == RowOrder.NewestFirst ? day > than : day >= than;

    private Stated? Chosen() => _statements.LastOrDefault(stated => stated.Closing is not null) ?? _statements.LastOrDefault();

    private sealed class Stated(Account account, StatementHead head)
    {
        internal Account Account => account;

        internal StatementHead Head => head;

        /// <summary>Minor units by day.</summary>
        internal SortedDictionary<DateOnly, long> Nets { get; } = [];

        internal StatementTail Tail { get; set; } = StatementTail.Empty;

        internal StatementBalance? Running { get; set; }

        internal Money? Closing => (Tail.Ledger ?? Running) is { } balance
            && MoneyText.TryFromScaled(balance.Amount.Unscaled, balance.Amount.Scale, account.Currency, out var money) == MoneyFault.None
                ? money
                : null;

        internal DateOnly? ClosingDay => (Tail.Ledger ?? Running)?.AsOf ?? Head.To ?? (Nets.Count == 0 ? null : Nets.Keys.Last());
    }
}

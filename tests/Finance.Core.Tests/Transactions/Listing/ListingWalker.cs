using Finance.Core.Transactions;
using Finance.Core.Transactions.Listing;
using Finance.Testing;

namespace Finance.Core.Tests.Transactions.Listing;

/// <summary>Walks a listing to its end and holds every page to what the definition says it is at that moment.</summary>
internal sealed class ListingWalker(RandomLedger life, InMemoryTableStore store, TransactionLister lister, Random random)
{
    internal async Task WalkAsync(TransactionFilter filter, TransactionSort sort, bool changes)
    {
        var limit = random.Next(3) == 0 ? random.Next(30, 60) : random.Next(1, 8);
        var (seen, after) = (new List<Transaction>(), (string?)null);
        var isFirst = true;
        do
        {
            var oracle = await ListingOracle.ReadAsync(life.Ledger, store);
            var result = await lister.ListAsync(life.Ledger.Caller, filter, sort, new PageRequest(limit, after), CancellationToken.None);

            Assert.True(result.IsOk, result.Error?.Detail);
            var page = result.Value;
            var all = oracle.List(filter, sort);
            var expected = all.Where(item => seen.Count == 0 || oracle.Compare(item, seen[^1], sort) > 0).Take(limit).ToList();
            Assert.Equal(expected.Select(item => item.Id), page.Items.Select(item => item.Entry.Transaction.Id));
            AssertWhole(expected, page, filter, oracle);
            if (isFirst || !changes)
            {
                Assert.Equal(all.Count, page.TotalCount);
            }

            seen.AddRange(expected);
            (after, isFirst) = (page.Next, false);
            if (changes && random.Next(3) == 0)
            {
                await life.ActAsync();
            }
        }
        while (after is not null);

        if (!changes)
        {
            Assert.Equal((await ListingOracle.ReadAsync(life.Ledger, store)).List(filter, sort).Count, seen.Count);
        }
    }

    private void AssertWhole(List<Transaction> expected, TransactionPage page, TransactionFilter filter, ListingOracle oracle)
    {
        var owner = life.Ledger.Caller.User;
        foreach (var (transaction, item) in expected.Zip(page.Items))
        {
            var listed = item.Entry.Transaction;
            Assert.Equal(TransactionRow.Write(owner, transaction).Properties, TransactionRow.Write(owner, listed).Properties);
            var account = filter.AccountId ?? item.Entry.Account.Id;
            Assert.Equal(oracle.BalanceAfter(transaction, account), item.RunningBalance!.Value.Minor);
            Assert.Equal(item.Entry.Chart.AllAccounts[account].Currency, item.RunningBalance!.Value.Currency);
            Assert.Equal(
                filter.AccountId is null && item.Entry.ToAccount is { } to ? oracle.BalanceAfter(transaction, to.Id) : null,
                item.ToRunningBalance?.Minor);
        }
    }
}

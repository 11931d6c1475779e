using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Users;

namespace Finance.Core.Admin;

/// <param name="Next">Where the next page begins; null at the end.</param>
public sealed record FoundUsers(IReadOnlyList<User> Users, string? Next);

/// <param name="IsComplete">False where counting stopped at its bound: there are more.</param>
public sealed record UserCount(long Users, bool IsComplete);

/// <summary>Finds users by the names that are taken.</summary>
internal sealed class UserSearch(LedgerStore ledgers, ITableStore store)
{
    /// <summary>Pages of a thousand that are counted, and rows that a page of a search looks at.</summary>
    private const int MaxCounted = 20;
    private const int MaxSeen = 2_000;

    internal async Task<FoundUsers> FindAsync(string text, PageRequest page, CancellationToken cancellationToken)
    {
        if (text.Contains('@', StringComparison.Ordinal))
        {
            var row = await store.FindAsync(Tables.Names, NameKeys.Email(text), NameKeys.Row, cancellationToken);
            return new FoundUsers(row is not null && await OwnerAsync(row, cancellationToken) is { } user ? [user] : [], null);
        }

        return await FindNamesAsync(NameKeys.Username(text), page, cancellationToken);
    }

    internal async Task<UserCount> CountAsync(CancellationToken cancellationToken)
    {
        var query = Range(NameKeys.UsernamePrefix) with { Select = [] };
        var count = 0L;
        for (var pages = 0; pages < MaxCounted; pages++)
        {
            var found = await store.QueryAsync(Tables.Names, query, cancellationToken);
            count += found.Rows.Count;
            if (found.Continuation is null)
            {
                return new UserCount(count, true);
            }

            query = query with { Continuation = found.Continuation };
        }

        return new UserCount(count, false);
    }

    private async Task<FoundUsers> FindNamesAsync(string prefix, PageRequest page, CancellationToken cancellationToken)
    {
        var query = Range(prefix) with { FromPartition = page.After ?? prefix, PageSize = Math.Min(page.Limit + 1, 1000) };
        var (users, seen) = (new List<User>(), 0);
        while (true)
        {
            var found = await store.QueryAsync(Tables.Names, query, cancellationToken);
            foreach (var row in found.Rows.Where(row => row.Partition != page.After))
            {
                if (users.Count == page.Limit || seen++ == MaxSeen)
                {
                    return new FoundUsers(users, query.FromPartition);
                }

                query = query with { FromPartition = row.Partition };
                if (await OwnerAsync(row, cancellationToken) is { } user)
                {
                    users.Add(user);
                }
            }

            if (found.Continuation is null)
            {
                return new FoundUsers(users, null);
            }

            query = query with { Continuation = found.Continuation };
        }
    }

    /// <summary>The user whose ledger has the name; a claim that was never committed is nobody's.</summary>
    private async Task<User?> OwnerAsync(Row row, CancellationToken cancellationToken) =>
        NameClaims.OwnerOf(row) is { } owner
        && await ledgers.LookAsync(owner, cancellationToken) is { Head.ErasingSince: null } ledger
        && NameKeys.Of(ledger.Profile).Contains(row.Partition)
            ? new User(owner, ledger.Profile)
            : null;

    private static RowQuery Range(string prefix) =>
        new(null, null, null) { FromPartition = prefix, ToPartition = KeyText.After(prefix) };
}

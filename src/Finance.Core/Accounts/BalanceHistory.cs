using System.Collections.Immutable;
using Finance.Core.Storage;

namespace Finance.Core.Accounts;

/// <summary>What an account's entries of a month add up to.</summary>
/// <param name="Net">Minor units in the account's currency; negative when more went out than came in.</param>
public readonly record struct MonthNet(Month Month, long Net, long Count);

/// <summary>
/// Net and number of an account's entries for every month that has any, so that a balance on the last day of any month, and the months that
/// hold a page of a listing, are known without reading a transaction.
/// </summary>
public sealed class BalanceHistory
{
    private const byte Layout = 1;
    private readonly ImmutableSortedDictionary<Month, MonthNet> _months;

    private BalanceHistory(ImmutableSortedDictionary<Month, MonthNet> months, long net, long count)
    {
        _months = months;
        Net = net;
        Count = count;
    }

    public static BalanceHistory Empty { get; } = new(ImmutableSortedDictionary<Month, MonthNet>.Empty, 0, 0);

    /// <summary>Sum of all entries, in minor units.</summary>
    public long Net { get; }

    public long Count { get; }

    /// <summary>Oldest first; months without entries are not there.</summary>
    public IEnumerable<MonthNet> Months => _months.Values;

    public MonthNet In(Month month) => _months.TryGetValue(month, out var net) ? net : new MonthNet(month, 0, 0);

    /// <summary>Sum of the entries of all months before one, in minor units.</summary>
    public long NetBefore(Month month) => _months.Values.TakeWhile(entry => entry.Month < month).Sum(entry => entry.Net);

    public BalanceHistory Add(Month month, long net, long count)
    {
        var old = In(month);
        var changed = new MonthNet(month, checked(old.Net + net), checked(old.Count + count));
        var months = changed is { Net: 0, Count: 0 } ? _months.Remove(month) : _months.SetItem(month, changed);
        return new BalanceHistory(months, checked(Net + net), checked(Count + count));
    }

    public BalanceHistory Add(BalanceHistory other) =>
        other.Months.Aggregate(this, (sum, month) => sum.Add(month.Month, month.Net, month.Count));

    public byte[] ToBytes()
    {
        var writer = new PackedWriter(Layout).Count(_months.Count);
        var previous = 0;
        foreach (var entry in _months.Values)
        {
            writer.Count(entry.Month.Index - previous).Signed(entry.Net).Signed(entry.Count);
            previous = entry.Month.Index;
        }

        return writer.ToBytes();
    }

    public static BalanceHistory FromBytes(byte[]? bytes)
    {
        if (bytes is null)
        {
            return Empty;
        }

        var reader = new PackedReader(bytes, Layout);
        var months = ImmutableSortedDictionary.CreateBuilder<Month, MonthNet>();
        var (index, net, count) = (0, 0L, 0L);
        for (var left = reader.Count(); left > 0; left--)
        {
            index += reader.Count();
            var entry = new MonthNet(Month.FromIndex(index), reader.Signed(), reader.Signed());
            months.Add(entry.Month, entry);
            (net, count) = (net + entry.Net, count + entry.Count);
        }

        return new BalanceHistory(months.ToImmutable(), net, count);
    }
}

using System.Text;
using Finance.Core.Ledgers;
using Finance.Core.Storage;
using Finance.Core.Transactions;

namespace Finance.Core.Summaries;

/// <summary>
/// How many transactions of a ledger carry each tag. One row of the ledger, written by the commits that change what is tagged and by no
/// others, so that the list of tags is a point read however long the history is.
/// </summary>
public sealed class TagCounts
{
    /// <summary>Different tags that a ledger may use: they are written together.</summary>
    public const int MaxTags = 5_000;

    /// <summary>What the tags of a ledger may take together, in bytes of UTF-8: half of what a row holds.</summary>
    public const int MaxBytes = 512 * 1024;

    private const byte Layout = 1;
    private readonly Dictionary<string, long> _counts;
    private long _bytes;

    public TagCounts()
        : this(new Dictionary<string, long>(StringComparer.Ordinal))
    {
    }

    private TagCounts(Dictionary<string, long> counts)
    {
        _counts = counts;
        _bytes = counts.Keys.Sum(tag => (long)Encoding.UTF8.GetByteCount(tag));
    }

    public IReadOnlyDictionary<string, long> Counts => _counts;

    /// <summary>Whether a row may hold this many tags of this size.</summary>
    public bool Fits => _counts.Count <= MaxTags && _bytes <= MaxBytes;

    public TagCounts Clone() => new(new Dictionary<string, long>(_counts, StringComparer.Ordinal));

    /// <summary>Adds a transaction's tags (<paramref name="sign"/> 1) or takes them away (−1).</summary>
    public void Post(Transaction transaction, int sign)
    {
        foreach (var tag in transaction.Tags.Distinct(StringComparer.Ordinal))
        {
            Add(tag, sign);
        }
    }

    internal void Add(string tag, long change)
    {
        var count = checked(_counts.GetValueOrDefault(tag) + change);
        if (count != 0)
        {
            _bytes += _counts.ContainsKey(tag) ? 0 : Encoding.UTF8.GetByteCount(tag);
            _counts[tag] = count;
        }
        else if (_counts.Remove(tag))
        {
            _bytes -= Encoding.UTF8.GetByteCount(tag);
        }
    }

    internal Row ToRow(UserId owner)
    {
        var writer = new PackedWriter(Layout).Count(_counts.Count);
        foreach (var (tag, count) in _counts)
        {
            writer.Text(tag).Signed(count);
        }

        return PackedCells.Spread(new Row(owner.ToString(), LedgerKeys.Tags), writer.ToBytes());
    }

    internal static TagCounts Read(Row row)
    {
        var reader = new PackedReader(PackedCells.Gather(row), Layout);
        var count = reader.Count();
        var counts = new Dictionary<string, long>(count, StringComparer.Ordinal);
        for (var left = count; left > 0; left--)
        {
            counts[reader.Text()] = reader.Signed();
        }

        return new TagCounts(counts);
    }
}

using System.Diagnostics.CodeAnalysis;

namespace Finance.Core.Transactions;

/// <summary>
/// Names a transaction and tells where its row lies: 36 characters of <see cref="Base32"/> whose ordinal order is the order of a ledger's
/// listing, newest day first and, within a day, latest entry first.
/// </summary>
/// <remarks>
/// 4 characters count days down from the last day a ledger holds, 8 count the ledger's entry numbers down, and 24 are the tail: random for an
/// entry made by hand, what the entry is for one that was imported (see <c>docs/storage.md</c>). The id stays when the date is edited.
/// </remarks>
public readonly record struct TransactionId
{
    public const int TailLength = 24;
    public const int Length = DayLength + EntryLength + TailLength;
    internal const int DayLength = 4;
    internal const int EntryLength = 8;
    private const ulong MaxEntry = (1UL << (5 * EntryLength)) - 1;

    private readonly string? _text;

    private TransactionId(string text) => _text = text;

    /// <summary>The day the transaction was entered for; its date may have been edited since.</summary>
    public DateOnly OriginalDate => DayOf(Text);

    /// <summary>The ledger's running number of the entry, from 1.</summary>
    public long Entry => EntryOf(Text);

    public string Tail => Text[(DayLength + EntryLength)..];

    private string Text => _text ?? throw new InvalidOperationException("The id of a transaction was never set.");

    public static TransactionId Create(DateOnly day, long entry, string tail) => new(OrderText(day, entry, tail));

    public static TransactionId CreateByHand(DateOnly day, long entry) =>
        Create(day, entry, Base32.Random(TailLength / 2) + Base32.Random(TailLength / 2));

    public static bool TryParse([NotNullWhen(true)] string? text, out TransactionId id)
    {
        id = default;
        if (text is null
            || !Base32.IsValid(text, Length)
            || !Base32.TryRead(text.AsSpan(0, DayLength), out var inverted)
            || inverted > (ulong)(LedgerDates.Last.DayNumber - LedgerDates.First.DayNumber))
        {
            return false;
        }

        id = new TransactionId(text);
        return true;
    }

    /// <summary>The id that our own rows hold.</summary>
    /// <exception cref="FormatException">The text is not an id.</exception>
    public static TransactionId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("Not the id of a transaction.");

    /// <summary>The text a day's entries begin with; later days sort before it, earlier ones after.</summary>
    public static string DayPrefix(DateOnly day) => Base32.Write((ulong)(LedgerDates.Last.DayNumber - day.DayNumber), DayLength);

    /// <summary>The day that a listing position belongs to.</summary>
    public static DateOnly DayOf(ReadOnlySpan<char> position)
    {
        _ = Base32.TryRead(position[..DayLength], out var inverted);
        return DateOnly.FromDayNumber(LedgerDates.Last.DayNumber - (int)inverted);
    }

    /// <summary>Where the transaction stands in the listing when its date is <paramref name="day"/>.</summary>
    public string PositionOn(DateOnly day) => OrderText(day, Entry, Tail);

    public override string ToString() => Text;

    /// <summary>12 characters whose ordinal order is newest day first and, within a day, latest entry first.</summary>
    internal static string Place(DateOnly day, long entry) => DayPrefix(day) + Base32.Write(MaxEntry - (ulong)entry, EntryLength);

    /// <summary>The number of the entry that a place belongs to.</summary>
    internal static long EntryOf(ReadOnlySpan<char> place)
    {
        _ = Base32.TryRead(place.Slice(DayLength, EntryLength), out var inverted);
        return (long)(MaxEntry - inverted);
    }

    private static string OrderText(DateOnly day, long entry, string tail) => Place(day, entry) + tail;
}

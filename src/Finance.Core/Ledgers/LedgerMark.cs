using System.Globalization;

namespace Finance.Core.Ledgers;

/// <summary>A version of a ledger as clients keep it, to be told of all changes since.</summary>
/// <param name="Ledger">
/// Tells which ledger's versions are counted: registering again and restoring a backup begin another. Null where a client names the bare
/// version, which then is of the ledger as it is now.
/// </param>
public readonly record struct LedgerMark(long Version, string? Ledger)
{
    private const int LedgerLength = 6;
    private const int MaxDigits = 18;

    /// <summary>What no ledger is: whoever goes on from it is told to begin anew.</summary>
    public static LedgerMark OfNoLedger => new(0, string.Empty);

    internal static LedgerMark Of(LedgerHead head) => new(head.Version, head.Incarnation[..LedgerLength]);

    /// <summary>The mark of another version of the same ledger.</summary>
    internal LedgerMark At(long version) => this with { Version = version };

    /// <summary>Reads <c>{version}-{ledger}</c> or <c>{version}</c>.</summary>
    public static bool TryParse(string? text, out LedgerMark mark)
    {
        mark = default;
        var (digits, ledger) = text?.IndexOf('-', StringComparison.Ordinal) is >= 0 and var dash ? (text[..dash], text[(dash + 1)..]) : (text, null);
        if (digits is not { Length: > 0 and <= MaxDigits }
            || (ledger is not null && !Base32.IsValid(ledger, LedgerLength))
            || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return false;
        }

        mark = new LedgerMark(version, ledger);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Version}{(Ledger is null ? "" : "-")}{Ledger}");
}

using System.Runtime.InteropServices;

namespace Finance.Core.Importing;

/// <summary>
/// Counts equal entries of one file, so that each of two equal purchases has an identity of its own, the same one however often and in whatever
/// file they come.
/// </summary>
internal sealed class FileEntries
{
    private readonly Dictionary<ulong, int> _contents = [];
    private readonly Dictionary<(ulong Bank, ulong Money), List<ulong>> _variants = [];
    private readonly Dictionary<ulong, ulong> _firstMoneyOfBankId = [];

    /// <param name="bankId">The bank's id, where it names the entry.</param>
    /// <param name="text">Normalised.</param>
    /// <returns>The identity, and whether the file had the very same entry, bank id included, before.</returns>
    internal FileEntry Add(string accountId, string? bankId, DateOnly day, long minor, string text)
    {
        var first = EntryIdentity.ContentHash(accountId, day, minor, text, 0);
        var bank = bankId is null ? 0 : EntryIdentity.BankHash(accountId, bankId);
        var money = EntryIdentity.MoneyHash(accountId, bankId, day, minor, 0);
        var variant = 0;
        if (bankId is not null)
        {
            var isReused = IsReused(bank, money);
            var variants = Variants(bank, money);
            if (variants.Contains(first) && !isReused)
            {
                return new FileEntry(new EntryIdentity(bank, money, first), 0, IsRepeated: true);
            }

            variant = variants.Count;
            variants.Add(first);
        }

        ref var seen = ref CollectionsMarshal.GetValueRefOrAddDefault(_contents, first, out _);
        var ordinal = seen++;
        return new FileEntry(
            new EntryIdentity(
                bank,
                variant == 0 ? money : EntryIdentity.MoneyHash(accountId, bankId, day, minor, variant),
                ordinal == 0 ? first : EntryIdentity.ContentHash(accountId, day, minor, text, ordinal)),
            Math.Max(ordinal, variant),
            IsRepeated: false);
    }

    /// <summary>Forgets what lies behind a file that runs in the order of its days.</summary>
    internal void Forget()
    {
        _contents.Clear();
        _variants.Clear();
        _firstMoneyOfBankId.Clear();
    }

    private bool IsReused(ulong bank, ulong money)
    {
        // An id that stood for another day or amount before names nothing in this file.
        ref var firstMoney = ref CollectionsMarshal.GetValueRefOrAddDefault(_firstMoneyOfBankId, bank, out var exists);
        if (!exists)
        {
            firstMoney = money;
        }

        return firstMoney != money;
    }

    private List<ulong> Variants(ulong bank, ulong money)
    {
        ref var variants = ref CollectionsMarshal.GetValueRefOrAddDefault(_variants, (bank, money), out _);
        return variants ??= [];
    }
}

/// <param name="Ordinal">How many equal entries the file had before it.</param>
/// <param name="IsRepeated">The file lists the very entry twice, bank id included.</param>
internal readonly record struct FileEntry(EntryIdentity Identity, int Ordinal, bool IsRepeated);

using Finance.Core.Transactions;

namespace Finance.Core.Importing;

/// <summary>A row of a file that is read and measured, and waits for its commit.</summary>
internal sealed class PendingLine
{
    private const string InFileTwice = "The file lists this entry twice, under the same bank id.";
    private const string AlreadyThere = "The ledger has this entry already.";
    private const string SameContent = "The ledger has an entry of the same day, amount and text; one of the two files gives no bank id.";
    private const string DeletedBefore = "The entry was imported before and deleted since.";
    private const string BankIdReused = "The bank used this id for another entry as well; both are kept.";
    private const string EqualInFile = "The file has an equal entry before it; both are kept.";

    internal required long Line { get; init; }

    /// <summary>The row's number in the file, from 1.</summary>
    internal required long Ordinal { get; init; }

    /// <summary>The verdict of a row that could not be read; null for an entry.</summary>
    internal ImportLine? Failure { get; init; }

    /// <summary>The entry without its id; null for a row that could not be read.</summary>
    internal Transaction? Entry { get; init; }

    internal FileEntry FileEntry { get; init; }

    /// <summary>What the entry is under the ids of accounts that were merged into its own.</summary>
    internal IReadOnlyList<EntryIdentity> FormerIdentities { get; init; } = [];

    /// <summary>The verdict, once it has been judged.</summary>
    internal ImportLine Verdict { get; private set; } = null!;

    /// <summary>The transaction to create; null where the verdict creates none.</summary>
    internal Transaction? Created { get; private set; }

    internal Month? Month => Entry is null ? null : Core.Month.Of(Entry.Date);

    /// <summary>Decides by what the ledger has, and adds what will be created to it.</summary>
    internal void Judge(KnownEntries known, long entryNumber)
    {
        Created = null;
        if (Failure is not null)
        {
            Verdict = Failure;
            return;
        }

        if (FileEntry.IsRepeated)
        {
            Verdict = new ImportLine(Line, Importing.Verdict.Duplicate, InFileTwice, null);
            return;
        }

        if (Repeated(known) is { } id)
        {
            Verdict = new ImportLine(Line, Importing.Verdict.Duplicate, ReasonFor(known, id), id);
            return;
        }

        var transactionId = TransactionId.Create(Entry!.Date, entryNumber, FileEntry.Identity.Tail);
        Created = Entry with { Id = transactionId };
        Verdict = (known.HasBankId(FileEntry.Identity), FileEntry.Ordinal) switch
        {
            (true, _) => new ImportLine(Line, Importing.Verdict.Conflict, BankIdReused, transactionId.ToString()),
            (_, > 0) => new ImportLine(Line, Importing.Verdict.Twin, EqualInFile, transactionId.ToString()),
            _ => new ImportLine(Line, Importing.Verdict.New, null, transactionId.ToString()),
        };
        known.Add(Month!.Value, transactionId.ToString());
    }

    private string? Repeated(KnownEntries known)
    {
        var id = known.Find(Month!.Value, FileEntry.Identity);
        for (var former = 0; id is null && former < FormerIdentities.Count; former++)
        {
            id = known.Find(Month!.Value, FormerIdentities[former]);
        }

        return id;
    }

    private string ReasonFor(KnownEntries known, string id)
    {
        if (known.IsDeleted(Month!.Value, id))
        {
            return DeletedBefore;
        }

        var bank = EntryIdentity.OfTail(id.AsSpan(TransactionId.Length - TransactionId.TailLength)).Bank;
        return bank == 0 == (FileEntry.Identity.Bank == 0) ? AlreadyThere : SameContent;
    }
}

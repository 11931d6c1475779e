using Finance.Core.Storage;
using Finance.Core.Summaries;
using Finance.Core.Transactions;

namespace Finance.Core.Importing;

/// <summary>
/// Verdicts as bytes: a statement has many, and next to the entries they are most of what an import sends. Lines and ids are told by how they
/// differ from those before them, reasons once for all lines that share them.
/// </summary>
internal static class PackedLines
{
    private const byte Layout = 1;

    [Flags]
    private enum Parts
    {
        None = 0,
        Reason = 1,
        Transaction = 2,
        Field = 4,
        Raw = 8,
    }

    internal static byte[] Write(IReadOnlyList<ImportLine> lines)
    {
        var texts = new IdTable();
        foreach (var text in lines.SelectMany(line => new[] { line.Reason, line.Field }).OfType<string>())
        {
            texts.Add(text);
        }

        var writer = new PackedWriter(Layout);
        texts.Write(writer);
        writer.Count(lines.Count);
        var (number, before) = (0L, default(IdParts));
        foreach (var line in lines)
        {
            writer.Signed(line.Line - number).Count((int)line.Verdict).Count((int)PartsOf(line));
            number = line.Line;
            WriteText(writer, texts, line.Reason);
            if (line.TransactionId is { } id)
            {
                var parts = IdParts.Of(id);
                parts.Write(writer, before);
                before = parts;
            }

            WriteText(writer, texts, line.Field);
            if (line.Raw is { } raw)
            {
                writer.Text(raw);
            }
        }

        return writer.ToBytes();
    }

    internal static IReadOnlyList<ImportLine> Read(byte[] bytes)
    {
        var reader = new PackedReader(bytes, Layout);
        var texts = IdTable.Read(ref reader);
        var lines = new ImportLine[reader.Count()];
        var (number, before) = (0L, default(IdParts));
        for (var index = 0; index < lines.Length; index++)
        {
            number += reader.Signed();
            var verdict = (Verdict)reader.Count();
            var parts = (Parts)reader.Count();
            var reason = parts.HasFlag(Parts.Reason) ? texts[reader.Count()] : null;
            string? id = null;
            if (parts.HasFlag(Parts.Transaction))
            {
                before = IdParts.Read(ref reader, before);
                id = before.ToString();
            }

            var field = parts.HasFlag(Parts.Field) ? texts[reader.Count()] : null;
            lines[index] = new ImportLine(number, verdict, reason, id, field, parts.HasFlag(Parts.Raw) ? reader.Text() : null);
        }

        return lines;
    }

    private static Parts PartsOf(ImportLine line) =>
        (line.Reason is null ? Parts.None : Parts.Reason)
        | (line.TransactionId is null ? Parts.None : Parts.Transaction)
        | (line.Field is null ? Parts.None : Parts.Field)
        | (line.Raw is null ? Parts.None : Parts.Raw);

    private static void WriteText(PackedWriter writer, IdTable texts, string? text)
    {
        if (text is not null)
        {
            writer.Count(texts[text]);
        }
    }

    /// <summary>The numbers that a transaction's id is the text of: day and entry change little from line to line, the rest is hashes.</summary>
    private readonly record struct IdParts(ulong Day, ulong Entry, EntryIdentity Tail)
    {
        private const int TailAt = TransactionId.Length - TransactionId.TailLength;

        internal static IdParts Of(string id)
        {
            _ = Base32.TryRead(id.AsSpan(0, TransactionId.DayLength), out var day);
            _ = Base32.TryRead(id.AsSpan(TransactionId.DayLength, TransactionId.EntryLength), out var entry);
            return new IdParts(day, entry, EntryIdentity.OfTail(id.AsSpan(TailAt)));
        }

        internal static IdParts Read(ref PackedReader reader, IdParts before) => new(
            before.Day + (ulong)reader.Signed(),
            before.Entry + (ulong)reader.Signed(),
            new EntryIdentity(reader.Unsigned(), reader.Unsigned(), reader.Unsigned()));

        internal void Write(PackedWriter writer, IdParts before) => writer
            .Signed((long)(Day - before.Day))
            .Signed((long)(Entry - before.Entry))
            .Unsigned(Tail.Bank)
            .Unsigned(Tail.Money)
            .Unsigned(Tail.Content);

        public override string ToString() =>
            Base32.Write(Day, TransactionId.DayLength) + Base32.Write(Entry, TransactionId.EntryLength) + Tail.Tail;
    }
}

using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Finance.Core.Audits;
using Finance.Core.Currencies;
using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Exporting.Backup;

/// <summary>
/// Reads a document through, line by line: whether it is laid out as ours are, whether every object says what writing it again says, and
/// whether it is the document that its checksum was made of. What the rows mean to each other is for <see cref="BackupCheck"/>.
/// </summary>
internal sealed class BackupReader
{
    private static readonly byte[] LineFeed = "\n"u8.ToArray();
    private readonly Stream _stream;
    private readonly UserId _owner;
    private readonly DocumentLines _lines;
    private readonly ArrayBufferWriter<byte> _buffer;
    private readonly Utf8JsonWriter _json;
    private readonly List<SectionPlace> _places = [];
    private ReadOnlyMemory<byte> _line;
    private long _number;
    private long _version;

    /// <param name="json">Writes into the buffer.</param>
    private BackupReader(Stream stream, UserId owner, ArrayBufferWriter<byte> buffer, Utf8JsonWriter json)
    {
        (_stream, _owner, _lines) = (stream, owner, new DocumentLines(stream));
        (_buffer, _json) = (buffer, json);
    }

    /// <param name="stream">Can be read from any place; stays open.</param>
    /// <param name="user">The head of the ledger that it is for, which tells who the user is.</param>
    /// <returns>Errors: <c>backup_unreadable</c>.</returns>
    internal static async Task<Result<BackupDocument>> ReadAsync(Stream stream, Row user, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(buffer, BackupLayout.Options);
        var reader = new BackupReader(stream, OwnerOf(user), buffer, json);
        try
        {
            return await reader.ReadAsync(user, cancellationToken);
        }
        catch (Exception fault) when (IsFault(fault))
        {
            return Errors.BackupUnreadable(string.Create(CultureInfo.InvariantCulture, $"line {reader._number}: {Explain(fault)}"));
        }
    }

    /// <summary>The row of a line of a section.</summary>
    internal static Row Parse(BackupSection section, ReadOnlyMemory<byte> line, UserId owner)
    {
        using var item = JsonDocument.Parse(line.Span is [.., (byte)','] ? line[..^1] : line);
        return section.Read(item.RootElement, owner);
    }

    /// <summary>Whether an exception says that a document is not one of ours, rather than that the code is wrong.</summary>
    internal static bool IsFault(Exception exception) =>
        RowDamage.Is(exception) || exception is InvalidOperationException or BatchRefusedException;

    internal static UserId OwnerOf(Row head) =>
        UserId.TryParse(head.Partition, out var owner) ? owner : throw new ArgumentException("The head is nobody's.", nameof(head));

    // Only our own texts are told: what a library says of a line means nothing to anybody.
    private static string Explain(Exception fault) =>
        fault is FormatException or InvalidRowException or BatchRefusedException ? fault.Message : "it is not as this product writes it.";

    private async Task<Result<BackupDocument>> ReadAsync(Row user, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _lines.Seek(0);
        await NextAsync(hash, cancellationToken);
        CheckFirst();
        await NextAsync(hash, cancellationToken);
        var head = ReadHead(user);
        await NextAsync(hash, cancellationToken);
        var rates = ReadRates();
        foreach (var section in BackupSections.All)
        {
            await NextAsync(hash, cancellationToken);
            Expect(BackupLayout.SectionStart(section));
            await ReadSectionAsync(section, hash, cancellationToken);
        }

        _number++;
        _line = await _lines.NextAsync(cancellationToken) ?? throw new FormatException("the document breaks off.");
        var checksum = Convert.ToHexStringLower(hash.GetHashAndReset());
        Expect(BackupLayout.LastLine(checksum), "the checksum is of another document: this one was changed.");
        return await _lines.NextAsync(cancellationToken) is null && _lines.Position == _stream.Length
            ? new BackupDocument(_stream, checksum, head, rates, _places)
            : throw new FormatException("something follows the end of the document.");
    }

    private async Task NextAsync(IncrementalHash hash, CancellationToken cancellationToken)
    {
        _number++;
        _line = await _lines.NextAsync(cancellationToken) ?? throw new FormatException("the document breaks off.");
        hash.AppendData(_line.Span);
        hash.AppendData(LineFeed);
    }

    private void CheckFirst()
    {
        var text = Encoding.UTF8.GetString(_line.Span[..Math.Min(_line.Length, 200)]);
        if (text == BackupLayout.FirstLine(isComplete: false))
        {
            throw new FormatException("it is a part of a ledger only; export it without filters and without include.");
        }

        var isOurs = text.StartsWith($$"""{"format":"{{BackupLayout.Format}}",""", StringComparison.Ordinal);
        Expect(BackupLayout.FirstLine(isComplete: true), isOurs
            ? string.Create(CultureInfo.InvariantCulture, $"this version of the code reads version {BackupLayout.Version} of the format.")
            : "it is no backup of a ledger.");
    }

    private Row ReadHead(Row user)
    {
        using var item = JsonDocument.Parse(Member(BackupLayout.HeadName));
        var head = new Row(user.Partition, LedgerKeys.Head, 40);
        foreach (var property in BackupSections.OfTheUser)
        {
            head.SetObject(property, user.Properties.GetValueOrDefault(property));
        }

        foreach (var field in BackupSections.Head)
        {
            field.Read(item.RootElement, head);
        }

        Compare(json => BackupWriter.WriteHead(json, head), Member(BackupLayout.HeadName));
        _version = LedgerHeadRow.Read(head).Version;
        return head;
    }

    private ManualRates ReadRates()
    {
        using var item = JsonDocument.Parse(Member(BackupLayout.RatesName));
        var rates = ManualRatesJson.Read(item.RootElement);
        Compare(json => ManualRatesJson.Write(json, rates), Member(BackupLayout.RatesName));
        return rates;
    }

    private async Task ReadSectionAsync(BackupSection section, IncrementalHash hash, CancellationToken cancellationToken)
    {
        var (start, count, key, isLast) = (_lines.Position, 0L, section.From, true);
        while (true)
        {
            await NextAsync(hash, cancellationToken);
            if (Is(BackupLayout.SectionEnd))
            {
                break;
            }

            isLast = _line.Span is not [.., (byte)','];
            var row = Parse(section, _line, _owner);
            Compare(json => section.Write(json, row), isLast ? _line : _line[..^1]);
            _ = new Batch(row.Partition).Add(new RowChange(RowChangeKind.Put, row));
            if (string.CompareOrdinal(row.Key, key) <= 0 || string.CompareOrdinal(row.Key, section.To) >= 0)
            {
                throw new FormatException("it does not stand in the order of its section, or stands there twice.");
            }

            if (row.Properties.TryGetValue("Version", out var version) && (long)version > _version)
            {
                throw new FormatException("its version is above the ledger's.");
            }

            (key, count) = (row.Key, count + 1);
        }

        _places.Add(isLast ? new SectionPlace(section, start, count) : throw new FormatException("the section before it breaks off."));
    }

    /// <summary>What a line says under a name.</summary>
    private ReadOnlyMemory<byte> Member(string name)
    {
        var start = Encoding.UTF8.GetBytes($"\"{name}\":");
        return _line.Span.StartsWith(start) && _line.Span is [.., (byte)',']
            ? _line[start.Length..^1]
            : throw new FormatException($"'{name}' stands in this line.");
    }

    private void Compare(Action<Utf8JsonWriter> write, ReadOnlyMemory<byte> said)
    {
        _buffer.ResetWrittenCount();
        _json.Reset();
        write(_json);
        _json.Flush();
        if (!_buffer.WrittenSpan.SequenceEqual(said.Span))
        {
            throw new FormatException("it is not as this product writes it.");
        }
    }

    private bool Is(string text) => _line.Span.SequenceEqual(Encoding.UTF8.GetBytes(text));

    private void Expect(string text, string? otherwise = null)
    {
        if (!Is(text))
        {
            throw new FormatException(otherwise ?? $"'{text}' stands in this line.");
        }
    }
}

using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Finance.Core.Currencies;
using Finance.Core.Ledgers;
using Finance.Core.Storage;

namespace Finance.Core.Exporting.Backup;

/// <summary>Writes a ledger as a document, section by section, in the memory that a page of rows takes.</summary>
/// <param name="sections">Those to write; the head and the user's own rates are always there.</param>
/// <param name="rowsOf">The rows of a section.</param>
internal sealed class BackupWriter(
    LedgerSnapshot ledger,
    ManualRates rates,
    IReadOnlyList<BackupSection> sections,
    Func<BackupSection, IAsyncEnumerable<Row>> rowsOf)
{
    private const int PieceBytes = 32 * 1024;
    private static readonly byte[] NextLine = ",\n"u8.ToArray();
    private readonly ArrayBufferWriter<byte> _buffer = new(2 * PieceBytes);

    /// <param name="isComplete">It has all that a restore needs.</param>
    /// <param name="proveAsync">
    /// Throws where what was read is not of one version of the ledger; called before the checksum is written.
    /// </param>
    internal async IAsyncEnumerable<ReadOnlyMemory<byte>> WriteAsync(
        bool isComplete,
        Func<CancellationToken, Task> proveAsync,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var json = new Utf8JsonWriter(_buffer, BackupLayout.Options);
        Append(BackupLayout.FirstLine(isComplete));
        WriteSingles(json);
        foreach (var section in sections)
        {
            Append(BackupLayout.SectionStart(section));
            var isFirst = true;
            await foreach (var row in rowsOf(section).WithCancellation(cancellationToken))
            {
                if (!isFirst)
                {
                    _buffer.Write(NextLine);
                }

                isFirst = false;
                json.Reset();
                section.Write(json, row);
                await json.FlushAsync(cancellationToken);
                if (_buffer.WrittenCount >= PieceBytes)
                {
                    hash.AppendData(_buffer.WrittenSpan);
                    yield return _buffer.WrittenMemory;
                    _buffer.ResetWrittenCount();
                }
            }

            _buffer.Write(isFirst ? [] : "\n"u8);
            Append(BackupLayout.SectionEnd);
        }

        await proveAsync(cancellationToken);
        hash.AppendData(_buffer.WrittenSpan);
        Append(BackupLayout.LastLine(Convert.ToHexStringLower(hash.GetHashAndReset())));
        yield return _buffer.WrittenMemory;
    }

    internal static void WriteHead(Utf8JsonWriter json, Row head)
    {
        json.WriteStartObject();
        foreach (var field in BackupSections.Head)
        {
            field.Write(json, head);
        }

        json.WriteEndObject();
    }

    private void WriteSingles(Utf8JsonWriter json)
    {
        var head = LedgerHeadRow.Write(ledger.Owner, ledger.Head);
        _buffer.Write("\"ledger\":"u8);
        WriteHead(json, head);
        json.Flush();
        _buffer.Write(NextLine);
        _buffer.Write("\"rates\":"u8);
        json.Reset();
        ManualRatesJson.Write(json, rates);
        json.Flush();
        _buffer.Write(NextLine);
    }

    private void Append(string line) => _buffer.Write(BackupLayout.Line(line));
}

using System.Buffers.Text;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Finance.LocalRuntime.Storage;

namespace Azure.Data.Tables;

/// <summary>
/// Writes rows as OData JSON, one pass, straight into the request's buffer
/// (<see href="https://learn.microsoft.com/rest/api/storageservices/payload-format-for-table-service-operations"/>).
/// </summary>
internal sealed class EntityWriter : IDisposable
{
    private const string TypeSuffix = "@odata.type";

    // The body is never part of a web page, so text goes as it is; the default encoder would triple the size of non-Latin text.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly Utf8JsonWriter _json;

    public EntityWriter(PooledBuffer target) => _json = new Utf8JsonWriter(target, Options);

    /// <exception cref="NotSupportedException">A property is of a type the table service does not have.</exception>
    public void Write(ITableEntity entity)
    {
        _json.Reset();
        _json.WriteStartObject();
        if (entity is TableEntity row)
        {
            foreach (var (name, value) in row.Properties)
            {
                if (value is not null && name is not (TableEntity.TimestampName or TableEntity.ETagName))
                    WriteProperty(name, value);
            }
        }
        else
        {
            EntityShape.Of(entity.GetType()).Write(entity, this);
        }

        _json.WriteEndObject();
        _json.Flush();
    }

    public void WriteProperty(string name, object value)
    {
        switch (value)
        {
            case string text:
                _json.WriteString(name, text);
                break;
            case int number:
                _json.WriteNumber(name, number);
                break;
            case bool flag:
                _json.WriteBoolean(name, flag);
                break;
            case long number:
                WriteInt64(name, number);
                break;
            case DateTimeOffset instant:
                WriteInstant(name, instant.UtcDateTime);
                break;
            case DateTime { Kind: DateTimeKind.Utc } instant:
                WriteInstant(name, instant);
                break;
            case DateTime instant:
                throw new NotSupportedException(
                    $"Property {name} is a DateTime of kind {instant.Kind}. Only UTC means the same instant everywhere.");
            case double number:
                WriteDouble(name, number);
                break;
            case Guid id:
                WriteType(name, "Edm.Guid"u8);
                _json.WriteString(name, id);
                break;
            case byte[] bytes:
                WriteBinary(name, bytes);
                break;
            case BinaryData data:
                WriteBinary(name, data.ToMemory().Span);
                break;
            case ulong number:
                WriteInt64(name, checked((long)number));
                break;
            default:
                throw new NotSupportedException(
                    $"Property {name} is a {value.GetType()}, which a row cannot hold. An amount is an Int64 of minor units.");
        }
    }

    public void Dispose() => _json.Dispose();

    private void WriteInt64(string name, long number)
    {
        WriteType(name, "Edm.Int64"u8);
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(number, digits, out var length);
        _json.WriteString(name, digits[..length]);
    }

    private void WriteInstant(string name, DateTime utc)
    {
        WriteType(name, "Edm.DateTime"u8);
        Span<byte> text = stackalloc byte[33];
        utc.TryFormat(text, out var length, "O", CultureInfo.InvariantCulture);
        _json.WriteString(name, text[..length]);
    }

    private void WriteDouble(string name, double number)
    {
        WriteType(name, "Edm.Double"u8);
        if (double.IsFinite(number))
            _json.WriteNumber(name, number);
        else
            _json.WriteString(name, double.IsNaN(number) ? "NaN"u8 : number > 0 ? "Infinity"u8 : "-Infinity"u8);
    }

    private void WriteBinary(string name, ReadOnlySpan<byte> bytes)
    {
        WriteType(name, "Edm.Binary"u8);
        _json.WriteBase64String(name, bytes);
    }

    private void WriteType(string name, ReadOnlySpan<byte> type)
    {
        // The service's limit on a property's name is 255 characters; a longer one is the service's to refuse.
        var length = name.Length + TypeSuffix.Length;
        Span<char> annotation = length <= 288 ? stackalloc char[288] : new char[length];
        name.CopyTo(annotation);
        TypeSuffix.CopyTo(annotation[name.Length..]);
        _json.WriteString(annotation[..length], type);
    }
}

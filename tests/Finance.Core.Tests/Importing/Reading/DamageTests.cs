using Finance.Core.Importing.Reading;

namespace Finance.Core.Tests.Importing.Reading;

/// <summary>Damaged files are read, asked about or refused; they never throw, and reading always ends.</summary>
public sealed class DamageTests
{
    private static readonly byte[] Splinters =
        "\"\"\"\n\r\n,;\t|<></>&;=-+().0123456789\0\u001A<![CDATA[]]><!--<STMTTRN></OFX>"u8.ToArray();

    private static readonly byte[][] Samples = Load();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Inspect_DamagedFile_NeverThrowsAndAlwaysEnds(int seed)
    {
        var random = new Random(seed);
        foreach (var sample in Samples)
        {
            var damaged = Damage(sample, random);

            var events = CountEvents(new MemoryStatementSource(damaged));

            Assert.InRange(events, 0, (2 * damaged.Length) + 16);
        }
    }

    [Fact]
    public void Inspect_EveryPrefixOfAFile_NeverThrows()
    {
        var sample = Dialects.English[3].Bytes;

        for (var length = 0; length <= sample.Length; length++)
        {
            CountEvents(new MemoryStatementSource(sample.AsMemory(0, length)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Inspect_Noise_IsRefused(int seed)
    {
        var noise = new byte[100_000];
        new Random(seed).NextBytes(noise);

        Assert.IsType<Inspection.Unreadable>(StatementReader.Inspect(new MemoryStatementSource(noise)));
    }

    [Fact]
    public void Inspect_OneEndlessLine_IsRefused()
    {
        var line = new byte[5 << 20];
        Array.Fill(line, (byte)'a');

        Assert.IsType<Inspection.Unreadable>(StatementReader.Inspect(new MemoryStatementSource(line)));
    }

    [Fact]
    public void Read_RowsOfAMegabyteBetweenGoodOnes_CostOnlyThemselves()
    {
        var endless = $"2026-01-30,\"{new string('x', 3 << 20)}\",-1.00\n2026-01-30,{new string(',', 2 << 20)}\n";

        var content = Statements.Read($"Date,Payee,Amount\n2026-01-29,First,-1.00\n{endless}2026-01-31,Last,-2.00\n");

        Assert.Equal(["2026-01-29 -1.00 First", "2026-01-31 -2.00 Last"], content.Lines);
        Assert.Equal([3, 4], content.Errors.Select(error => error.Line));
    }

    private static int CountEvents(MemoryStatementSource source)
    {
        if (StatementReader.Inspect(source) is not Inspection.Readable readable)
        {
            return 0;
        }

        var count = 0;
        using var events = StatementReader.Read(source, readable.Format);
        while (events.Read())
        {
            count++;
            _ = events.Kind == StatementEventKind.Entry ? events.Entry.ToRow() : null;
        }

        return count;
    }

    private static byte[] Damage(byte[] sample, Random random)
    {
        var bytes = sample.ToList();
        for (var blow = random.Next(1, 12); blow > 0 && bytes.Count > 1; blow--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.Insert(at, Splinters[random.Next(Splinters.Length)]);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.Take(random.Next(1, Math.Min(200, bytes.Count))).ToArray());
                    break;
                case 4:
                    bytes.InsertRange(at, Splinters.Skip(random.Next(Splinters.Length)).ToArray());
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }

    private static byte[][] Load() =>
    [
        .. Dialects.English.Concat(Dialects.German).Concat(Dialects.Shapes).Select(dialect => dialect.Bytes),
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Importing", "Corpus"), "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file).ToUpperInvariant() is ".OFX" or ".QFX" && new FileInfo(file).Length < 8_000)
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes),
    ];
}

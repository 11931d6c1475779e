using Finance.Core.Storage;

namespace Finance.Core.Ledgers;

/// <summary>One step from a layout of a ledger's head, with all that lies packed in it, to the next.</summary>
internal interface ISchemaUpgrade
{
    /// <summary>The layout it starts from; it ends at the next one.</summary>
    int From { get; }

    /// <summary>Puts a head into the next layout. It runs whenever an old head is read, until a commit writes it.</summary>
    void Upgrade(Row head);
}

/// <summary>
/// The layouts of a ledger that this code reads. An older one is upgraded as it is read, in memory, and the next commit of the ledger
/// writes it back, so that no migration has to run. One that a later version of the code wrote is refused, never misread and never
/// overwritten. What is packed in other rows begins with a layout of its own.
/// </summary>
/// <param name="Current">The layout that is written.</param>
/// <param name="Steps">Where older ones begin, in order.</param>
internal sealed record LedgerSchema(int Current, IReadOnlyList<ISchemaUpgrade> Steps)
{
    private const string Property = "Schema";

    /// <summary>The layouts of this code. Layout 1 was never released.</summary>
    internal static LedgerSchema Now { get; } = new(3, [new ChangesBegin()]);

    /// <summary>The head in the current layout.</summary>
    /// <exception cref="LedgerTooNewException">A later version of the code wrote it.</exception>
    /// <exception cref="InvalidRowException">It is older than anything this code knows.</exception>
    internal Row Upgrade(Row head)
    {
        var schema = head.Int(Property);
        if (schema > Current)
        {
            throw new LedgerTooNewException($"The ledger is of schema {schema}; this version of the code reads up to {Current}.");
        }

        return schema == Current ? head : Upgrade(Copy(head), schema);
    }

    private Row Upgrade(Row head, int schema)
    {
        for (; schema < Current; schema++)
        {
            var step = Steps.FirstOrDefault(step => step.From == schema)
                ?? throw new InvalidRowException($"The ledger is of schema {schema}, from which no step leads to {Current}.");
            step.Upgrade(head);
        }

        return head.Set(Property, Current);
    }

    private static Row Copy(Row head)
    {
        var copy = new Row(head.Partition, head.Key) { ETag = head.ETag };
        foreach (var (name, value) in head.Properties)
        {
            copy.SetObject(name, value);
        }

        return copy;
    }
}

/// <summary>From layout 3 on audit rows tell what their commits changed; those before do not.</summary>
internal sealed class ChangesBegin : ISchemaUpgrade
{
    public int From => 2;

    public void Upgrade(Row head) => head.Set("ChangesFrom", head.Long("Version") + 1);
}

/// <summary>A ledger was written by a later version of the code. It is left as it is.</summary>
public sealed class LedgerTooNewException : Exception
{
    public LedgerTooNewException()
    {
    }

    public LedgerTooNewException(string message)
        : base(message)
    {
    }

    public LedgerTooNewException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

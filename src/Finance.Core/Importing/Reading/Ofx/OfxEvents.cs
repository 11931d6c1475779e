using Finance.Core.Importing.Reading.Text;

namespace Finance.Core.Importing.Reading.Ofx;

/// <summary>Reads the bank, card and investment statements of an OFX file, and their bank transactions.</summary>
internal sealed class OfxEvents : StatementEvents
{
    private readonly OfxTokens _tokens;
    private readonly OfxTransaction _transaction;
    private readonly OfxStatement _statement;
    private readonly bool _isInspection;
    private bool _isInStatement;
    private bool _isInTransaction;
    private bool _isStarted;
    private bool _isEndPending;
    private bool _isClosed;

    /// <param name="isInspection">
    /// Whether a broken file is reported by <see cref="Failure"/>; otherwise it throws, since it was inspected before.
    /// </param>
    public OfxEvents(Stream stream, StatementFormat format, IByteObserver? observer = null, bool isInspection = false)
    {
        _isInspection = isInspection;
        _tokens = new OfxTokens(stream, observer) { OnMove = moved => _transaction!.Move(moved) };
        _transaction = new OfxTransaction(_tokens, format);
        _statement = new OfxStatement(_tokens, format);
        Entry = _transaction.Entry;
    }

    public override StatementEntry Entry { get; }

    public ImportError? Failure { get; private set; }

    public long FailureLine { get; private set; }

    /// <summary>Told each amount as written.</summary>
    public OfxAmountObserver? Amounts
    {
        get => _transaction.Amounts;
        init => _transaction.Amounts = value;
    }

    public override bool Read()
    {
        if (_isEndPending)
        {
            return End();
        }

        while (_tokens.Next())
        {
            if (_isInTransaction)
            {
                if (InTransaction())
                {
                    return true;
                }
            }
            else if (Outside())
            {
                return true;
            }
        }

        return Finish();
    }

    protected override void Dispose(bool disposing) => _tokens.Dispose();

    private bool InTransaction()
    {
        var tag = _tokens.Tag;
        var isOver = tag == OfxTag.Transaction
            || tag is OfxTag.TransactionList or OfxTag.InvestmentList or OfxTag.Ofx
            || IsStatement(tag);
        if (!isOver)
        {
            _transaction.Take();
            return false;
        }

        // A transaction that the next one, or the end of the list, cuts short is complete as far as it goes.
        _isInTransaction = false;
        var hasEntry = _transaction.TryFinish(_statement.Currency, out var error);
        (Kind, RowError) = hasEntry ? (StatementEventKind.Entry, null) : (StatementEventKind.RowError, error);
        if (tag == OfxTag.Transaction && !_tokens.IsClosing)
        {
            _transaction.IsReopened = true;
            _isInTransaction = true;
        }
        else if (tag != OfxTag.Transaction)
        {
            _isEndPending = IsStatement(tag) || tag == OfxTag.Ofx;
        }

        return true;
    }

    private bool Outside()
    {
        _transaction.Release();
        var tag = _tokens.Tag;
        if (IsStatement(tag))
        {
            return AtStatement(tag);
        }

        if (tag == OfxTag.Ofx)
        {
            _isClosed = _tokens.IsClosing || _tokens.IsSelfClosed;
            return _isClosed && _isInStatement && Close();
        }

        if (!_isInStatement)
        {
            return false;
        }

        if (tag == OfxTag.Transaction && !_tokens.IsClosing)
        {
            _isInTransaction = true;
            _transaction.Begin();
            return Start();
        }

        _statement.Take();
        return false;
    }

    private bool AtStatement(OfxTag tag)
    {
        if (_tokens.IsClosing || _isInStatement)
        {
            return _isInStatement && Close();
        }

        _isInStatement = true;
        _isStarted = false;
        _statement.Begin(tag);
        return false;
    }

    private bool Start()
    {
        if (_isStarted)
        {
            return false;
        }

        _isStarted = true;
        (Head, Tail, Kind) = (_statement.Head, StatementTail.Empty, StatementEventKind.StatementStart);
        return true;
    }

    private bool Close()
    {
        if (Start())
        {
            _isEndPending = true;
            return true;
        }

        return End();
    }

    private bool End()
    {
        _isEndPending = false;
        _isInStatement = false;
        (Head, Tail, Kind) = (_statement.Head, _statement.Tail, StatementEventKind.StatementEnd);
        if (_tokens.Tag is OfxTag.Ofx)
        {
            _isClosed = true;
        }
        else if (IsStatement(_tokens.Tag) && !_tokens.IsClosing)
        {
            // The next statement opened while this one was open.
            _isInStatement = true;
            _isStarted = false;
            _statement.Begin(_tokens.Tag);
        }

        return true;
    }

    private bool Finish()
    {
        Kind = StatementEventKind.None;
        Failure = _tokens.Failure ?? (_isClosed ? null : ImportErrors.TruncatedFile);
        FailureLine = _tokens.LastLine;
        return Failure is null || _isInspection
            ? false
            : throw new StatementChangedException($"The file can no longer be read to its end: {Failure.Code}.");
    }

    private static bool IsStatement(OfxTag tag) =>
        tag is OfxTag.StatementResponse or OfxTag.CardStatementResponse or OfxTag.InvestmentStatementResponse;
}

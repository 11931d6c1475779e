using Finance.Core;
using Finance.Core.Exporting;
using Finance.Core.Ledgers;
using Finance.Functions.Http;
using Finance.Functions.Http.Reading;
using Finance.Functions.Http.Writing;
using Finance.Functions.Identity;
using Finance.Functions.Middleware;
using Microsoft.AspNetCore.Http;

namespace Finance.Functions.OpenApi;

/// <summary>
/// A call that is not made: it notes what a function would read and answer. No service is called; what a function does by itself ends where it
/// reads the query, which is refused.
/// </summary>
internal sealed class DescribedCall(HttpRequest request)
    : ApiCall(request, Caller.Product(default, "openapi", ""), FunctionPolicy.Closed, new IdentityOptions(), CancellationToken.None)
{
    private static readonly Error NotMade = Errors.InternalError();

    internal IReadOnlyList<DescribedField> Query { get; private set; } = [];

    internal IReadOnlyList<DescribedField> Body { get; private set; } = [];

    internal OperationAnswer? Answer { get; private set; }

    /// <summary>Whether the function came to where a call is described.</summary>
    internal bool IsDescribed { get; private set; }

    internal bool IsChange { get; private set; }

    public override Task<IResult> AnswerAsync<TInput, TValue, TJson>(
        Func<RequestInput, TInput> read,
        Func<Caller, TInput, CancellationToken, Task<Result<TValue>>> call,
        Func<TValue, Answer<TJson>> answer)
    {
        Note(read);
        Answer = new OperationAnswer(StatusOf(answer.Method.ReturnType), typeof(TJson));
        return Task.FromResult(Refuse(NotMade));
    }

    public override Task<IResult> ChangeAsync<TInput, TValue, TJson>(
        Func<RequestInput, TInput> read,
        Func<Change, TInput, CancellationToken, Task<Result<TValue>>> call,
        Func<TValue, Answer<TJson>> answer)
    {
        Note(read);
        (IsChange, Answer) = (true, new OperationAnswer(StatusOf(answer.Method.ReturnType), typeof(TJson)));
        return Task.FromResult(Refuse(NotMade));
    }

    public override Task<IResult> FileAsync<TInput>(
        Func<RequestInput, TInput> read,
        Func<Caller, TInput, CancellationToken, Task<Result<ExportFile>>> call)
    {
        Note(read);
        return Task.FromResult(Refuse(NotMade));
    }

    public override Result<TInput> ReadQuery<TInput>(Func<RequestInput, TInput> read)
    {
        Note(read);

        // What changes nothing has no reason to handle a request by itself.
        IsChange = !HttpMethods.IsGet(Request.Method);
        return NotMade;
    }

    public override IResult Refuse(Error error) => Results.Empty;

    // A method that creates or accepts says so by its return type; what a lambda answers is an Answer, which is 200.
    private static int StatusOf(Type answer) => answer switch
    {
        { IsGenericType: true } when answer.GetGenericTypeDefinition() == typeof(Created<>) => StatusCodes.Status201Created,
        { IsGenericType: true } when answer.GetGenericTypeDefinition() == typeof(Accepted<>) => StatusCodes.Status202Accepted,
        _ => StatusCodes.Status200OK,
    };

    private void Note<TInput>(Func<RequestInput, TInput> read)
    {
        (Query, Body) = RequestInput.Describe(read);
        IsDescribed = true;
    }
}

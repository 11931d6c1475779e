namespace Azure.Data.Tables;

internal sealed class NoValueResponse<T>(Response response) : NullableResponse<T>
{
    public override bool HasValue => false;

    public override T Value => throw new InvalidOperationException(
        $"There is no row: the service answered {response.Status}. Ask {nameof(HasValue)} first.");

    public override Response GetRawResponse() => response;
}

using Finance.Core.Tags;
using Finance.Functions.Http;
using Finance.Functions.Http.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Tags;

public sealed class TagFunctions(TagService tags)
{
    /// <summary>Every tag in use with the number of its transactions; a list that comes whole.</summary>
    [Function("ListTags")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "tags")] HttpRequest request) =>
        ApiCall.Of(request).AnswerAsync(
            tags.ListAsync,
            all => Answer.Ok(new ListEnvelope<TagCount>(all, null, all.Count)));
}

using Finance.Core.Audit;
using Finance.Core.Recurring;
using Finance.Functions.Http;
using Finance.Functions.Http.Reading;
using Finance.Functions.Http.Writing;
using Finance.Functions.OpenApi;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Finance.Functions.Recurring;

/// <summary>Entries that recur. Every read answers as of <c>on</c>, today if left out.</summary>
public sealed class RecurringFunctions(RecurringService recurring, ChangeFeed feed)
{
    /// <summary>Recurring templates with what they bring next.</summary>
    [Function("ListRecurring")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recurring")] HttpRequest request) =>
        ApiCall.Of(request).SyncedListAsync(
            RecurringRequests.On, recurring.ListAsync, found => found.Template.Id, TemplateJson.Of, feed, ThingKind.Recurring);

    /// <summary>Creates a recurring template.</summary>
    [Function("CreateRecurring")]
    [Refuses("too_many_recurring")]
    public Task<IResult> Create([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "recurring")] HttpRequest request) =>
        ApiCall.Of(request).ChangeAsync(RecurringRequests.New, recurring.CreateAsync, RecurringAnswers.Created);

    /// <summary>A recurring template with what it brings next.</summary>
    [Function("GetRecurring")]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recurring/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).AnswerAsync(
            RecurringRequests.On,
            (caller, on, stop) => recurring.GetAsync(caller, id, on, stop),
            RecurringAnswers.Found);

    /// <summary>Changes the template, or with <c>from</c> the occurrence of that day and all that follow.</summary>
    [Function("UpdateRecurring")]
    [Refuses("recurring_ended", "recurring_inactive", "too_many_recurring")]
    [Answers<TemplateJson>(StatusCodes.Status201Created)]
    public Task<IResult> Update(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "recurring/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync<(DateOnly? From, TemplatePatch Patch), Answer<TemplateJson>, TemplateJson>(
            input => (input.Query.Optional("from", Read.Date), RecurringRequests.Patch(input)),
            async (change, asked, stop) => asked.From is { } from
                ? (await recurring.UpdateFollowingAsync(change, id, from, asked.Patch, stop)).Map(RecurringAnswers.Followed)
                : (await recurring.UpdateAsync(change, id, asked.Patch, stop)).Map(RecurringAnswers.Found),
            answer => answer);

    /// <summary>Lets the template stand still, or removes it with <c>purge</c>.</summary>
    [Function("DeleteRecurring")]
    public Task<IResult> Delete(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "recurring/{id}")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync<bool, Answer<DeletedTemplateJson>, DeletedTemplateJson>(
            RecurringRequests.Purge,
            async (change, purge, stop) => purge
                ? (await recurring.PurgeAsync(change, id, stop)).Map(RecurringAnswers.Purged)
                : (await recurring.DeactivateAsync(change, id, stop)).Map(RecurringAnswers.Deactivated),
            answer => answer);

    /// <summary>Creates what is due now, or the next occurrence where nothing is.</summary>
    [Function("ProcessRecurring")]
    [Refuses("recurring_blocked", "recurring_ended", "recurring_inactive")]
    public Task<IResult> Process(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "recurring/{id}/process")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync(
            (change, stop) => recurring.ProcessAsync(change, id, stop),
            RecurringAnswers.Processed);

    /// <summary>Leaves out the next occurrence.</summary>
    [Function("SkipRecurring")]
    [Refuses("recurring_ended", "recurring_inactive")]
    public Task<IResult> Skip(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "recurring/{id}/skip")] HttpRequest request,
        string id) =>
        ApiCall.Of(request).ChangeAsync(
            (change, stop) => recurring.SkipAsync(change, id, stop),
            RecurringAnswers.Skipped);

    /// <summary>What all templates bring in the next days, and what is overdue.</summary>
    [Function("UpcomingRecurring")]
    public Task<IResult> Upcoming([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "recurring/upcoming")] HttpRequest request) =>
        ApiCall.Of(request).ListAsync(
            RecurringRequests.Upcoming,
            (caller, asked, page, stop) => recurring.UpcomingAsync(caller, asked.Days, asked.On, page, stop),
            RecurringAnswers.Show);
}

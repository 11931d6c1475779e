using System.Text;
using Azure;
using Azure.Core;

namespace Finance.LocalRuntime.Storage;

/// <summary>Puts messages on one queue, creating it when it is not there.</summary>
internal sealed class QueueSender
{
    private readonly StorageAccess _access;
    private readonly string _path;

    public QueueSender(string connectionString, string queueName, ClientOptions? options = null)
        : this(Access(StorageConnectionString.Parse(connectionString), options), queueName)
    {
    }

    public QueueSender(Uri queueServiceUri, TokenCredential credential, string queueName, ClientOptions? options = null)
        : this(StorageAccess.ByToken(queueServiceUri, credential, StorageDialect.Blob, options ?? ClientOptions.Default), queueName)
    {
    }

    private QueueSender(StorageAccess access, string queueName)
    {
        ArgumentException.ThrowIfNullOrEmpty(queueName);
        _access = access;
        _path = "/" + PercentEncoding.Value(queueName);
    }

    /// <summary>Sends text as Base64, as the Functions host does and expects.</summary>
    /// <exception cref="RequestFailedException">The service refused.</exception>
    public async Task SendAsync(string text, CancellationToken cancellationToken = default)
    {
        var body = BinaryData.FromString(
            $"<QueueMessage><MessageText>{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}</MessageText></QueueMessage>");
        var response = await PostAsync(body, cancellationToken);
        if (response is { Status: 404 } && StorageErrorParser.CodeOf(response) == "QueueNotFound")
        {
            await CreateAsync(cancellationToken);
            response = await PostAsync(body, cancellationToken);
        }

        if (response.Status != 201)
            throw new RequestFailedException(response);
    }

    private async Task<Response> PostAsync(BinaryData body, CancellationToken cancellationToken)
    {
        using var message = _access.CreateMessage(RequestMethod.Post, _path + "/messages");
        message.Request.Headers.Add("Content-Type", "application/xml");
        message.Request.Content = RequestContent.Create(body);
        await _access.Pipeline.SendAsync(message, cancellationToken);
        return message.Response;
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        using var message = _access.CreateMessage(RequestMethod.Put, _path);
        await _access.Pipeline.SendAsync(message, cancellationToken);

        // 204 is the answer when another sender was faster.
        if (message.Response.Status is not (201 or 204) && StorageErrorParser.CodeOf(message.Response) != "QueueAlreadyExists")
            throw new RequestFailedException(message.Response);
    }

    private static StorageAccess Access(StorageConnectionString settings, ClientOptions? options) =>
        StorageAccess.ByConnectionString(settings, settings.QueueEndpoint, StorageDialect.Blob, options ?? ClientOptions.Default);
}

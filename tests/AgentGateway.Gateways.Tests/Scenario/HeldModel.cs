using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Gateways.Tests.Scenario;

/// <summary>
/// A model, spoken to as a provider of chat completions, that goes on when a test says so. Asked to <c>write</c> it
/// writes the beginning of an answer, piece by piece, until it is released; asked to <c>look</c> it makes two calls,
/// each when it may, and then waits for its release. It remembers nothing, so that a daemon may be killed and ask again.
/// </summary>
internal sealed class HeldModel : IAsyncDisposable
{
    public const string Answer = "The whole answer.";

    private static readonly TimeSpan BetweenPieces = TimeSpan.FromMilliseconds(200);

    private readonly WebApplication _web;
    private readonly TaskCompletionSource _second = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HeldModel(WebApplication web) => _web = web;

    public static async Task<HeldModel> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        var model = new HeldModel(web);
        web.MapPost("/v1/chat/completions", model.CompleteAsync);
        await web.StartAsync();
        return model;
    }

    /// <summary>Has the agents of a program think by this model.</summary>
    public void Configure(ProcessStartInfo start)
    {
        start.Environment["OPENAI_API_KEY"] = "sk-held";
        start.Environment["OPENAI_BASE_URL"] = _web.Urls.First() + "/v1";
    }

    /// <summary>Lets it make the second call.</summary>
    public void GoOn() => _second.TrySetResult();

    /// <summary>Lets it answer, this time and each time after it.</summary>
    public void Release() => _released.TrySetResult();

    public ValueTask DisposeAsync()
    {
        Release();
        return _web.DisposeAsync();
    }

    private async Task CompleteAsync(HttpContext http)
    {
        try
        {
            var request = await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
            var messages = request!["messages"]!.AsArray();
            http.Response.ContentType = "text/event-stream";
            if (IsAsked("please look")) await LookAsync(messages.Count(message => RoleOf(message) == "tool"), http);
            else
            {
                if (IsAsked("please write")) await BeginAsync(http);
                await AnswerAsync(http);
            }

            bool IsAsked(string words) => messages.Any(
                message => RoleOf(message) == "user"
                    && message!["content"]!.ToJsonString().Contains(words, StringComparison.Ordinal));
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException)
        {
            // A program that was killed hears nothing any more.
        }
    }

    private async Task BeginAsync(HttpContext http)
    {
        while (!_released.Task.IsCompleted)
        {
            await SendAsync(http, new JsonObject { ["content"] = "Not all of it. " }, null);
            await Task.Delay(BetweenPieces, TimeProvider.System, http.RequestAborted);
        }
    }

    private async Task LookAsync(int made, HttpContext http)
    {
        if (made == 1) await _second.Task.WaitAsync(http.RequestAborted);
        if (made > 1)
        {
            await _released.Task.WaitAsync(http.RequestAborted);
            await AnswerAsync(http);
            return;
        }

        var call = new JsonObject
        {
            ["index"] = 0,
            ["id"] = $"call_{made + 1}",
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = "agent_list", ["arguments"] = "{}" },
        };
        await SendAsync(http, new JsonObject { ["tool_calls"] = new JsonArray((JsonNode)call) }, null);
        await SendAsync(http, [], "tool_calls");
        await EndAsync(http);
    }

    private static async Task AnswerAsync(HttpContext http)
    {
        await SendAsync(http, new JsonObject { ["content"] = Answer }, null);
        await SendAsync(http, [], "stop");
        await EndAsync(http);
    }

    private static async Task SendAsync(HttpContext http, JsonObject delta, string? finish)
    {
        var chunk = new JsonObject
        {
            ["id"] = "chatcmpl-1",
            ["object"] = "chat.completion.chunk",
            ["created"] = 1,
            ["model"] = "held",
            ["choices"] = new JsonArray(new JsonObject
            {
                ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish,
            }),
        };
        await http.Response.WriteAsync($"data: {chunk.ToJsonString()}\n\n", http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }

    private static Task EndAsync(HttpContext http) =>
        http.Response.WriteAsync("data: [DONE]\n\n", http.RequestAborted);

    private static string? RoleOf(JsonNode? message) => (string?)message!["role"];
}

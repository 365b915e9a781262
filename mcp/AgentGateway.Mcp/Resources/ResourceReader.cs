using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AgentGateway.Domain;
using AgentGateway.Mcp.Asking;
using AgentGateway.Mcp.Docs;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Sessions;
using AgentGateway.Runtime.Tasks;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;
using AgentGateway.Runtime.Workspaces;
using ModelContextProtocol.Protocol;

namespace AgentGateway.Mcp.Resources;

/// <summary>Reads what an <c>agw://</c> address names.</summary>
internal sealed class ResourceReader(
    ThreadService threads, AgentService agents, SessionService sessions, WorkspaceService workspaces, Asks asks, TaskService tasks)
{
    private const int LatestMessages = 100;
    private const int LatestOutputBytes = 64 * 1024;

    /// <summary>The content, or why there is none of that address.</summary>
    public async Task<Outcome<TextResourceContents>> ReadAsync(string uri, CancellationToken cancellationToken)
    {
        if (uri == ResourceUris.Threads)
            return Json(uri, await threads.ListAsync(new(), cancellationToken), ViewJson.Plain.ThreadListView);
        if (uri == ResourceUris.Agents)
            return Json(uri, agents.List(), ViewJson.Plain.AgentListView);
        if (ResourceUris.TryMatch(uri, ResourceUris.ThreadTemplate, out var thread))
            return Json(uri, await ReadLatestAsync(thread, LatestMessages, cancellationToken), ViewJson.Plain.ThreadReadView);
        if (ResourceUris.TryMatch(uri, ResourceUris.AgentTemplate, out var agent))
            return Json(uri, agents.Get(agent), ViewJson.Plain.AgentEnvelope);
        if (uri == ResourceUris.Workspaces)
            return Json(uri, await workspaces.ListAsync(cancellationToken), ViewJson.Plain.WorkspaceListView);
        if (uri == ResourceUris.Sessions)
            return Json(uri, await sessions.ListAsync(cancellationToken), ViewJson.Plain.SessionListView);
        if (ResourceUris.TryMatch(uri, ResourceUris.SessionTemplate, out var session))
            return Json(uri, await sessions.GetAsync(session, cancellationToken), ViewJson.Plain.SessionEnvelope);
        if (ResourceUris.TryMatch(uri, ResourceUris.ScreenTemplate, out session))
            return (await sessions.ScreenAsync(new(session), cancellationToken)).Map(screen => Plain(uri, screen.Text));
        if (ResourceUris.TryMatch(uri, ResourceUris.OutputTemplate, out session))
            return (await sessions.OutputAsync(new(session, MaxBytes: LatestOutputBytes), cancellationToken)).Map(output => Plain(uri, output.Text ?? ""));
        if (uri == ResourceUris.Approvals)
            return Json(uri, await asks.Approvals.ListAsync(new(), cancellationToken), ViewJson.Plain.ApprovalListView);
        if (ResourceUris.TryMatch(uri, ResourceUris.ApprovalTemplate, out var approval))
            return Json(uri, await asks.Approvals.GetAsync(approval, cancellationToken), ViewJson.Plain.ApprovalEnvelope);
        if (uri == ResourceUris.Questions)
            return Json(uri, await asks.Questions.ListAsync(new(), cancellationToken), ViewJson.Plain.QuestionListView);
        if (ResourceUris.TryMatch(uri, ResourceUris.QuestionTemplate, out var question))
            return Json(uri, await asks.Questions.GetAsync(question, cancellationToken), ViewJson.Plain.QuestionEnvelope);
        if (uri == ResourceUris.Tasks)
            return Json(uri, await tasks.ListAsync(new(), cancellationToken), ViewJson.Plain.TaskListView);
        if (ResourceUris.TryMatch(uri, ResourceUris.TaskTemplate, out var task))
            return Json(uri, await tasks.GetAsync(task, cancellationToken), ViewJson.Plain.TaskDetailView);
        if (ResourceUris.TryMatch(uri, ResourceUris.PageTemplate, out var name) && DocsPages.Find(name) is { } page)
            return new TextResourceContents { Uri = uri, MimeType = ResourceCatalogue.Markdown, Text = page.Text };
        return new Rejection("unknown_resource", $"There is no resource {uri}.");
    }

    /// <summary>A thread and its last messages.</summary>
    public Task<Outcome<ThreadReadView>> ReadLatestAsync(string threadId, int messages, CancellationToken cancellationToken) =>
        threads.ReadAsync(new(threadId, Before: long.MaxValue.ToString(CultureInfo.InvariantCulture), Limit: messages), cancellationToken);

    private static Outcome<TextResourceContents> Json<T>(string uri, Outcome<T> outcome, JsonTypeInfo<T> view) => outcome.Map(value =>
        new TextResourceContents { Uri = uri, MimeType = ResourceCatalogue.Json, Text = JsonSerializer.Serialize(value, view) });

    private static TextResourceContents Plain(string uri, string text) => new() { Uri = uri, MimeType = ResourceCatalogue.Plain, Text = text };
}

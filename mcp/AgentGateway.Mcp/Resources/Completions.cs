using AgentGateway.Domain.Ids;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace AgentGateway.Mcp.Resources;

/// <summary>
/// Suggests values for the arguments of prompts and the variables of resource templates. A name means the same in both.
/// </summary>
internal sealed class Completions(McpServerOptions options, McpSurfaceServices services)
{
    private const int ValuesMax = 100;
    private const int LookedAtMax = 500;

    public async Task<CompleteResult> CompleteAsync(CompleteRequestParams request, CancellationToken cancellationToken)
    {
        Check(request.Ref);
        var typed = request.Argument.Value;
        return request.Argument.Name switch
        {
            "thread_id" => await ThreadsAsync(typed, cancellationToken),
            "agent" or "agent_id" => Answer(Agents(typed), more: false),
            "session_id" => Answer(await SessionsAsync(typed, cancellationToken), more: false),
            "approval_id" => await ApprovalsAsync(typed, cancellationToken),
            "question_id" => await QuestionsAsync(typed, cancellationToken),
            "task_id" => await TasksAsync(typed, cancellationToken),
            "page" =>
                Answer([.. services.Pages.Select(page => page.Name).Where(name => Begins(name, typed))], more: false),
            _ => Answer([], more: false),
        };
    }

    /// <summary>
    /// Ids of threads whose id begins with what was typed or whose title has its words, the most recent first.
    /// </summary>
    private async Task<CompleteResult> ThreadsAsync(string typed, CancellationToken cancellationToken)
    {
        var byId = typed.StartsWith(ThreadId.Prefix, StringComparison.Ordinal);
        var listed = await services.Threads.ListAsync(
            new(byId || typed.Length == 0 ? null : typed, Limit: LookedAtMax), cancellationToken);
        if (listed.IsRejected(out _)) return Answer([], more: false);
        var ids = listed.Value.Threads.Select(thread => thread.Id);
        return Answer([.. byId ? ids.Where(id => Begins(id, typed)) : ids], more: listed.Value.NextCursor is not null);
    }

    /// <summary>
    /// Names and ids of sessions that begin with what was typed; a session without a name has only its id.
    /// </summary>
    private async Task<List<string>> SessionsAsync(string typed, CancellationToken cancellationToken)
    {
        var listed = await services.Sessions.ListAsync(
            new(All: true, Limit: LookedAtMax), cancellationToken);
        if (listed.IsRejected(out _)) return [];
        var all = listed.Value.Sessions;
        return
        [
            .. all.Select(session => session.Name ?? session.Id).Where(address => Begins(address, typed)),
            .. all.Where(
                session => session.Name is not null && typed.Length > 0)
                    .Select(session => session.Id)
                    .Where(id => Begins(id, typed)),
        ];
    }

    private async Task<CompleteResult> ApprovalsAsync(string typed, CancellationToken cancellationToken) =>
        (await services.Requests.Approvals.ListAsync(
            new(Limit: LookedAtMax), cancellationToken)).IsRejected(out _, out var listed)
            ? Answer([], more: false)
            : Answer(
                [.. listed.Approvals.Select(approval => approval.Id).Where(id => Begins(id, typed))],
                more: listed.NextCursor is not null);

    private async Task<CompleteResult> QuestionsAsync(string typed, CancellationToken cancellationToken) =>
        (await services.Requests.Questions.ListAsync(
            new(Limit: LookedAtMax), cancellationToken)).IsRejected(out _, out var listed)
            ? Answer([], more: false)
            : Answer(
                [.. listed.Questions.Select(question => question.Id).Where(id => Begins(id, typed))],
                more: listed.NextCursor is not null);

    /// <summary>
    /// Ids of tasks whose id begins with what was typed or whose title or summary has its words, the newest first.
    /// </summary>
    private async Task<CompleteResult> TasksAsync(string typed, CancellationToken cancellationToken)
    {
        var byId = typed.StartsWith(TaskId.Prefix, StringComparison.Ordinal);
        var listed = await services.Tasks.ListAsync(
            new(Query: byId || typed.Length == 0 ? null : typed, Limit: LookedAtMax), cancellationToken);
        if (listed.IsRejected(out _)) return Answer([], more: false);
        var ids = listed.Value.Tasks.Select(task => task.Id);
        return Answer([.. byId ? ids.Where(id => Begins(id, typed)) : ids], more: listed.Value.NextCursor is not null);
    }

    private List<string> Agents(string typed) =>
        [.. services.Agents.List()
            .Agents.Where(
                agent => Begins(agent.Id, typed) || agent.Aliases.Any(alias => Begins(alias, typed)))
                    .Select(agent => agent.Id)];

    private static bool Begins(
        string value, string typed) => value.StartsWith(typed, StringComparison.OrdinalIgnoreCase);

    /// <param name="more">Whether there may be values that were not looked at; their number is then not known.</param>
    private static CompleteResult Answer(List<string> values, bool more) => new()
    {
        Completion = new()
        {
            Values = [.. values.Take(ValuesMax)],
            Total = more ? null : values.Count,
            HasMore = more || values.Count > ValuesMax,
        },
    };

    private void Check(Reference reference)
    {
        var known = reference switch
        {
            PromptReference prompt => options.PromptCollection!.TryGetPrimitive(prompt.Name, out _),
            ResourceTemplateReference template =>
                services.Resources.All.Any(own => own.IsTemplate && own.Address == template.Uri)
                || options.ResourceCollection?.Any(
                    other => other.ProtocolResourceTemplate.UriTemplate == template.Uri) == true,
            _ => false,
        };
        if (!known)
            throw new McpProtocolException("There is no such prompt or resource template.", McpErrorCode.InvalidParams);
    }
}

using System.CommandLine;
using System.Text.Json.Nodes;
using AgentGateway.Cli.Verbs.Approvals;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Posix;
using AgentGateway.Runtime.Approvals.Tools;
using AgentGateway.Runtime.Artifacts.Tools;
using AgentGateway.Runtime.Sessions.Tools;
using AgentGateway.Runtime.Tasks.Tools;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli;

/// <summary>
/// Makes ids of what a person writes for a thread, a session, a task and so on, in the arguments of every call: the
/// beginning of an id, a title or name or the beginning of one, <c>-</c> for the newest. One rule, applied where the
/// command line calls the daemon, so that no verb looks names up by itself. Something that fits nothing stays as it is,
/// and the daemon refuses it.
/// </summary>
internal sealed class References(ControlClient client, CancellationToken cancellationToken)
{
    /// <summary>Written for the newest.</summary>
    public const string Newest = "-";

    private const int ListedMax = 500;
    private const int IdCharacters = 27;

    private static readonly HashSet<string> Positions = ["THREAD", "THREAD|TURN", "SESSION", "TASK"];

    /// <summary>Whether a verb is about one thread, session or task that its first word names.</summary>
    public static bool IsTakenBy(Command verb) => verb.Arguments is [var first, ..] && Positions.Contains(first.Name);

    /// <summary>Puts ids in place of names.</summary>
    /// <returns>A refusal where a name could mean several.</returns>
    public async Task<Rejection?> ResolveAsync(string call, JsonObject arguments)
    {
        if (call == ApprovalResolveTool.Declaration.Name && !arguments.ContainsKey("approval_id"))
            return await OnlyApprovalAsync(arguments);
        foreach (var name in arguments.Select(argument => argument.Key).ToList())
        {
            if (PrefixOf(call, name) is not { } prefix) continue;
            if (arguments[name] is JsonArray many)
            {
                for (var at = 0; at < many.Count; at++)
                {
                    if ((await IdAsync(prefix, many[at]!.GetValue<string>())).IsRejected(out var refused, out var id))
                        return refused;
                    many[at] = id;
                }
            }
            else if (arguments[name] is JsonValue one && one.TryGetValue(out string? given))
            {
                if ((await IdAsync(prefix, given)).IsRejected(out var refused, out var id)) return refused;
                arguments[name] = id;
            }
        }

        return null;
    }

    /// <summary>What the argument names: the prefix of its ids; null where it is no reference.</summary>
    private static string? PrefixOf(string call, string argument) => argument switch
    {
        "thread_id" => ThreadId.Prefix,
        "session_id" => SessionId.Prefix,
        "task_id" => TaskId.Prefix,
        "ids" or "depends_on" or "parent" when call.StartsWith("task_", StringComparison.Ordinal) => TaskId.Prefix,
        "approval_id" => ApprovalId.Prefix,
        "question_id" => QuestionId.Prefix,
        "artifact_id" => ArtifactId.Prefix,
        _ => null,
    };

    private async Task<Outcome<string>> IdAsync(string prefix, string given)
    {
        if (given.Length == 0
            || (given.Length == prefix.Length + IdCharacters && given.StartsWith(prefix, StringComparison.Ordinal)))
            return given;
        if ((await ListAsync(prefix, isWhole: given != Newest)).IsRejected(out var refused, out var all)) return refused;

        // The daemon knows which of several sessions of one name is meant.
        if (prefix == SessionId.Prefix && all.Any(one => one.Name == given)) return given;
        var found = Reference.Find(given, prefix, all);
        if (prefix != ThreadId.Prefix || found.IsRejected(out _, out var id) || id != given) return found;
        return (await ListAsync(prefix, isWhole: true, isArchived: true)).IsRejected(out refused, out var archived)
            ? refused
            : Reference.Find(given, prefix, archived);
    }

    /// <summary>What exists of the kind with that prefix.</summary>
    /// <param name="isWhole">Whether all of it is wanted, or only what one page shows.</param>
    /// <param name="isArchived">Whether archived threads are meant, and not the others.</param>
    public async Task<Outcome<IReadOnlyList<Reference>>> ListAsync(string prefix, bool isWhole, bool isArchived = false)
    {
        var all = new List<Reference>();
        string? cursor = null;
        do
        {
            if ((await PageAsync(prefix, cursor, isArchived)).IsRejected(out var refused, out var page)) return refused;
            all.AddRange(page.References);
            cursor = page.NextCursor;
        } while (isWhole && cursor is not null);
        return all;
    }

    private async Task<Outcome<Page>> PageAsync(string prefix, string? cursor, bool isArchived)
    {
        var page = Arguments.Of(("limit", ListedMax), ("cursor", cursor));
        switch (prefix)
        {
            case "thr_":
                page["archived"] = isArchived;
                return (await CallAsync(DaemonCall.Of(ThreadListTool.Declaration), page)).Map(
                    // A copy of another program's conversation is never meant by the newest.
                    list => new Page(list.NextCursor, list.Threads.Select(
                        one => new Reference(one.Id, one.Title, one.ImportedFrom is null ? one.UpdatedAt : null))));
            case "ses_":
                page["all"] = true;
                return (await CallAsync(DaemonCall.Of(SessionListTool.Declaration), page)).Map(
                    list => new Page(list.NextCursor, list.Sessions.Select(
                        one => new Reference(one.Id, one.Name, one.CreatedAt))));
            case "tsk_":
                return (await CallAsync(DaemonCall.Of(TaskListTool.Declaration), page)).Map(
                    list => new Page(list.NextCursor, list.Tasks.Select(
                        one => new Reference(one.Id, one.Title, one.CreatedAt))));
            case "apr_":
                return (await CallAsync(DaemonCall.Of(ApprovalListTool.Declaration), page)).Map(
                    list => new Page(list.NextCursor, list.Approvals.Select(one => new Reference(one.Id, null, null))));
            case "qst_":
                return (await CallAsync(DaemonCall.Of(QuestionListTool.Declaration), page)).Map(
                    list => new Page(list.NextCursor, list.Questions.Select(one => new Reference(one.Id, null, null))));
            default:
                return (await CallAsync(DaemonCall.Of(ArtifactListTool.Declaration), page)).Map(
                    list => new Page(list.NextCursor, list.Artifacts.Select(
                        one => new Reference(one.Id, one.Name, one.CreatedAt))));
        }
    }

    private sealed record Page(string? NextCursor, IEnumerable<Reference> References);

    /// <summary>
    /// The one approval that waits, for a decision that names none. A person at a terminal sees it and says yes first,
    /// because another may have come since the list was read.
    /// </summary>
    private async Task<Rejection?> OnlyApprovalAsync(JsonObject arguments)
    {
        if ((await CallAsync(DaemonCall.Of(ApprovalListTool.Declaration), Arguments.Of(("state", "pending"))))
            .IsRejected(out var refused, out var list))
            return refused;
        if (list.PendingCount == 0)
            return new(
                "nothing_pending", "Nothing waits for a decision.", "`agw approvals --all` shows what was decided.");
        if (list.PendingCount > 1 || list.Approvals is not [var only])
            return new(
                "several_pending",
                $"{list.PendingCount} approvals wait for a decision.",
                "Name one by its id, which `agw approvals` shows.");
        if ((string?)arguments["decision"] != "deny" && TerminalMode.IsTerminal && !Confirm(only))
            return new(
                "not_decided", "Nothing was decided.", $"It waits on: agw approve {only.Id}, or agw deny {only.Id}.");
        arguments["approval_id"] = only.Id;
        return null;
    }

    private static bool Confirm(ApprovalView only)
    {
        Console.Error.Write(Screen.Printable($"{ApprovalText.Of(only)}\nAllow it? [y/N]: "));
        return Console.In.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    private async Task<Outcome<TView>> CallAsync<TView>(DaemonCall<TView> call, JsonObject arguments) =>
        (await client.CallAsync(call, arguments, null, cancellationToken)).Map(answer => answer.View);
}

using System.Text.Json;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads;

/// <summary>
/// Finds out whether what a turn writes down may be what was said or read outside: in a chat, a terminal, the web or an
/// outside server.
/// </summary>
public sealed class OutsideWords(IThreadReads threads, ToolCatalogue catalogue)
{
    /// <summary>So many of a thread's newest messages are looked at for what the turn has read.</summary>
    private const int MessagesMax = 200;

    /// <summary>
    /// Whether the turn that calls was asked for from a chat, took such words over from the turn that delegated to it, or
    /// has read a terminal, the web or an outside server, itself or through an agent that it asked and that answered.
    /// </summary>
    public async Task<bool> ReachAsync(ToolRequest request, CancellationToken cancellationToken)
    {
        if (request.Person is not null || request.IsFromOutside) return true;
        return request is { Thread: { } thread, Turn: { } turn }
            && await HasReadAsync(thread, turn, isCalling: true, cancellationToken);
    }

    /// <param name="isCalling">
    /// The turn makes a call now: the newest step has that call, and was written before any of its calls was answered.
    /// </param>
    private async Task<bool> HasReadAsync(
        ThreadId thread, TurnId turn, bool isCalling, CancellationToken cancellationToken)
    {
        var rows = await threads.LastMessagesAsync(
            thread, long.MaxValue, MessagesMax, hidden: true, cancellationToken);
        Message[] own = [.. rows.Select(row => row.Message).Where(message => message.Turn == turn)];
        var steps = own.Where(message => message.ToolCalls is not null).SkipLast(isCalling ? 1 : 0);
        if (steps.SelectMany(step => step.ToolCalls!).Any(call => IsOutside(call.Tool))) return true;

        // A turn delegates only to threads below it, so this ends.
        var asking = MessageAgentTool.Declaration.Name;
        foreach (var answer in own.Where(message => message.Role == MessageRole.Tool && message.Author == asking))
            if (DelegationOf(answer.Text) is { } delegation
                && await HasReadAsync(
                    new(delegation.HiddenThreadId), new(delegation.TurnId), isCalling: false, cancellationToken))
                return true;
        return false;
    }

    /// <summary>Null where the call was refused.</summary>
    private static DelegationView? DelegationOf(string answer)
    {
        try
        {
            return JsonSerializer.Deserialize(answer, ViewJson.Plain.DelegationView);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool IsOutside(string tool) =>
        catalogue.Find(tool)?.Declared is not { } declared
        || declared.Toolset is Toolsets.Sessions or Toolsets.Web
        || (declared.Conduct.HasFlag(ToolConduct.OpenWorld) && declared.Toolset is not (Toolsets.Threads or Toolsets.Agents));
}

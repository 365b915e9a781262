namespace AgentGateway.Domain.Threads;

/// <summary>
/// Threads that are copies of other programs' conversations. They grow with what is imported and are otherwise
/// read-only, so that they stay what was said there.
/// </summary>
internal static class ThreadImports
{
    /// <summary>Whether a thread that was imported takes the command.</summary>
    public static bool Takes(ThreadCommand command) =>
        command is ImportMessages or ChangeThread or DeleteThread or CancelTurns;

    public static Rejection? Import(ThreadDraft draft, ImportMessages command)
    {
        if (draft.State.Created && draft.State.Import is null) return ThreadRejections.UnknownThread;
        if (draft.State.ImportedThrough != command.After) return ThreadRejections.ImportedMeanwhile;
        var title = command.Title is { } given ? ThreadLifecycle.TitleOf(draft.Rules, given) : null;
        if (!draft.State.Created)
            draft.Add(new ThreadCreated(title, new(command.Origin.Program), null, draft.By)
            {
                Import = command.Origin,
            });
        else if (title is not null && (draft.State.Title is null || draft.State.HasAutomaticTitle))
            draft.Add(new ThreadRenamed(title));
        foreach (var message in command.Messages) Post(draft, message);
        draft.Add(new ThreadImportAdvanced(command.Through));
        return null;
    }

    private static void Post(ThreadDraft draft, ImportedMessage message)
    {
        if (draft.State.Title is null && message is { Role: MessageRole.User, Text.Length: > 0 })
            draft.Add(new ThreadRenamed(ThreadLifecycle.TitleOf(draft.Rules, message.Text), Automatic: true));
        draft.Post(
            message.Role,
            message.Author,
            message.Text,
            message.Visibility,
            with: posted => posted with
            {
                SaidAt = message.At,
                ToolCalls = message.ToolCalls,
                ToolCallId = message.ToolCallId,
                Model = message.Model,
            });
    }
}

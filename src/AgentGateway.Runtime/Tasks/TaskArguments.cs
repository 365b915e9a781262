using System.Globalization;
using System.Text.Json;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Journal;

namespace AgentGateway.Runtime.Tasks;

/// <summary>Reads arguments that came as text. Each refusal says which values are valid.</summary>
internal static class TaskArguments
{
    public const int WaitedMax = 100;

    private const int NameCharactersMax = 4096;
    private const int DaysMax = 3650;

    public static Outcome<TaskId> Task(string? id) => IsTask(id) ? new TaskId(id!) : TaskRejections.UnknownTask;

    public static Outcome<IReadOnlyList<TaskId>> Dependencies(IReadOnlyList<string>? ids) =>
        ids?.FirstOrDefault(id => !IsTask(id)) is { } wrong
            ? TaskRejections.UnknownDependency(wrong)
            : Outcome.Of<IReadOnlyList<TaskId>>([.. (ids ?? []).Select(TaskId.Of)]);

    public static Outcome<TaskPriority?> Priority(string? priority) => priority switch
    {
        null => Outcome.Of<TaskPriority?>(null),
        "low" => Outcome.Of<TaskPriority?>(TaskPriority.Low),
        "normal" => Outcome.Of<TaskPriority?>(TaskPriority.Normal),
        "high" => Outcome.Of<TaskPriority?>(TaskPriority.High),
        "urgent" => Outcome.Of<TaskPriority?>(TaskPriority.Urgent),
        _ => Invalid($"\"{ShortText.Of(priority)}\" is no priority.", "priority is low, normal, high or urgent."),
    };

    public static Outcome<FailurePolicy?> OnFailure(string? policy) => policy switch
    {
        null => Outcome.Of<FailurePolicy?>(null),
        "fail" => Outcome.Of<FailurePolicy?>(FailurePolicy.Fail),
        "skip" => Outcome.Of<FailurePolicy?>(FailurePolicy.Skip),
        "run" or "run_anyway" => Outcome.Of<FailurePolicy?>(FailurePolicy.Run),
        _ => Invalid($"\"{ShortText.Of(policy)}\" says nothing about failures.", "on_failure is fail, skip or run."),
    };

    /// <summary>A time, or a delay from now.</summary>
    /// <param name="name">Of the argument.</param>
    public static Outcome<DateTimeOffset?> Time(string? text, string name, DateTimeOffset now)
    {
        if (text is null) return Outcome.Of<DateTimeOffset?>(null);
        if (Delay(text) is { } delay) return Outcome.Of<DateTimeOffset?>(now + delay);
        return DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time)
            && time - now < TimeSpan.FromDays(DaysMax)
            ? Outcome.Of<DateTimeOffset?>(time)
            : Invalid(
                $"\"{ShortText.Of(text)}\" is no time.",
                $"{name} is a time such as 2027-01-31T18:00:00Z, or a delay such as 90s, 10m, 2h or 3d.");
    }

    /// <param name="workspace">Of the task, whose name is limited as the others are.</param>
    public static Outcome<TaskWork> Work(RequestedWork request, string? workspace)
    {
        string?[] named = [request.Prompt, request.Command, request.Tool];
        var kinds = named.Count(text => text is not null);
        if (kinds != 1)
            return Invalid(
                kinds == 0 ? "The task does not say what to run." : "The task says more than one thing to run.",
                "Give exactly one of prompt, command and tool.");
        if (named.All(string.IsNullOrWhiteSpace))
            return Invalid("What the task is to run is empty.", "Give a prompt, a command or the name of a tool.");
        if (request is { Prompt: null, Agent: not null })
            return Invalid("Only a prompt is carried out by an agent.", "Leave agent out.");
        if (request.Sandbox is not null && (request.Command is null || request.Session is not null))
            return Invalid(
                "sandbox belongs to a command that runs in a terminal of its own.",
                "Leave it out: a session has its own, and agents say it with each call.");
        if (request is { Command: null }
            and ({ Session: not null } or { Directory: not null } or { TimeoutSeconds: not null }))
            return Invalid(
                "session, directory and timeout_seconds belong to a command.", "Leave them out, or give a command.");
        if (request is { Session: not null } and ({ Directory: not null } or { TimeoutSeconds: not null }))
            return Invalid(
                "directory and timeout_seconds belong to a command that runs in a terminal of its own.",
                "Leave them out, or leave session out.");
        if (request is { Tool: null, Arguments: not null })
            return Invalid("arguments belong to a tool.", "Leave them out, or name the tool.");
        if (request.TimeoutSeconds is { } seconds && !(seconds is > 0 and <= 86_400))
            return Invalid("timeout_seconds is out of range.", "Give a number of seconds between 0 and 86400.");
        if ((request.Command ?? request.Prompt ?? "").Contains('\0', StringComparison.Ordinal))
            return Invalid("The text has a NUL character.", "Leave it out.");
        string?[] names = [request.Session, request.Directory, workspace, request.Tool];
        if (names.Any(name => name?.Length > NameCharactersMax))
            return Invalid("A name is too long.", $"{NameCharactersMax} characters are allowed.");
        if (!IsObject(request.Arguments))
            return Invalid("arguments is no JSON object.", "Give the tool's arguments as one JSON object.");
        return new TaskWork(
            request.Prompt is not null ? TaskKind.Turn : request.Command is not null ? TaskKind.Command : TaskKind.Tool,
            request.Prompt,
            request.Command,
            request.Session,
            request.Directory,
            request.TimeoutSeconds,
            request.Tool,
            request.Tool is null ? null : request.Arguments ?? "{}")
        {
            Sandbox = request.Sandbox,
        };
    }

    /// <summary>The changes of a task. An empty time removes the earliest start or the deadline.</summary>
    public static Outcome<ChangeTask> Change(UpdateTask request, DateTimeOffset now)
    {
        if (Priority(request.Priority).IsRejected(out var refused, out var priority)) return refused;
        if (OnFailure(request.OnFailure).IsRejected(out refused, out var onFailure)) return refused;
        if (Dependencies(request.DependsOn).IsRejected(out refused, out var dependencies)) return refused;
        if (TimeOrNone(request.NotBefore, "not_before", DateTimeOffset.MinValue)
            .IsRejected(out refused, out var notBefore))
            return refused;
        if (TimeOrNone(request.Deadline, "deadline", DateTimeOffset.MaxValue)
            .IsRejected(out refused, out var deadline))
            return refused;
        return new ChangeTask(
            request.Title,
            priority,
            request.DependsOn is null ? null : dependencies,
            onFailure,
            request.Retries,
            notBefore,
            deadline);

        Outcome<DateTimeOffset?> TimeOrNone(string? text, string name, DateTimeOffset none) =>
            text is { Length: 0 } ? Outcome.Of<DateTimeOffset?>(none) : Time(text, name, now);
    }

    public static Outcome<IReadOnlyList<TaskPhase>?> Status(string? status) => status switch
    {
        null or "all" => Outcome.Of<IReadOnlyList<TaskPhase>?>(null),
        "open" => Outcome.Of<IReadOnlyList<TaskPhase>?>(
            [TaskPhase.Queued, TaskPhase.Running, TaskPhase.Waiting, TaskPhase.Blocked]),
        "ended" => Outcome.Of<IReadOnlyList<TaskPhase>?>([TaskPhase.Completed, TaskPhase.Failed, TaskPhase.Cancelled]),
        _ when Enum.GetValues<TaskPhase>()
            .Where(phase => Views.ViewWriter.Word(phase) == status)
            .ToArray() is [var one] =>
            Outcome.Of<IReadOnlyList<TaskPhase>?>([one]),
        _ => Invalid(
            $"\"{ShortText.Of(status)}\" is no status.",
            "status is queued, running, waiting, blocked, completed, failed or cancelled, or open or ended for several "
                + "of them."),
    };

    /// <summary>The task behind which a list goes on, from the cursor of a page.</summary>
    public static Outcome<TaskId?> After(string? cursor, IJournal journal) =>
        Cursor.ReadKey(cursor, journal).IsRejected(out var refused, out var id) ? refused
        : id is null ? Outcome.Of<TaskId?>(null)
        : IsTask(id) ? Outcome.Of<TaskId?>(new TaskId(id))
        : Cursor.Unknown;

    public static Rejection Invalid(string message, string hint) => new("invalid_argument", message, hint);

    private static TimeSpan? Delay(string text)
    {
        if (text.Length < 2
            || !double.TryParse(
                text.AsSpan(0, text.Length - 1),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var count))
            return null;
        var seconds = text[^1] switch
        {
            's' => count,
            'm' => count * 60,
            'h' => count * 3600,
            'd' => count * 86_400,
            _ => -1,
        };
        return seconds is >= 0 and <= DaysMax * 86_400.0 ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static bool IsTask(string? id) =>
        PrefixedId.Is<TaskId>(id) && id!.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');

    private static bool IsObject(string? json)
    {
        if (json is null) return true;
        try
        {
            using var document = CanonicalJson.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

using AgentGateway.Agents.Settings;
using AgentGateway.Domain;
using AgentGateway.Domain.Agents;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Roster;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Agents.Definitions;

/// <summary>
/// Where configured agents come from: those that are shipped, over them the settings, over these the files of
/// <c>DATA/agents</c>. A file that changes is read again at once; one that is broken leaves its agent as it was.
/// </summary>
/// <param name="settings">
/// The section <c>Agents</c>, as pairs such as <c>svarog:model = anthropic/claude-sonnet-5-5</c>.
/// </param>
/// <param name="dataDirectory">The data directory; a relative <c>persona_file</c> is found from there.</param>
public sealed partial class AgentSource(
    IEnumerable<KeyValuePair<string, string?>> settings,
    string dataDirectory,
    AgentCatalogue catalogue,
    TimeProvider time,
    ILogger<AgentSource> logger) : IDisposable
{
    /// <summary>Editors write a file in several steps; what comes within this time is one change.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(200);

    private readonly IReadOnlyList<AgentDraft> _shipped = ShippedAgents.Read();
    private volatile SettingsNode _settings = SettingsNode.Of("Agents", settings);
    private readonly Dictionary<string, AgentDraft> _files = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private volatile IReadOnlyList<Rejection> _problems = [];
    private Rejection? _unwatched;
    private FileSystemWatcher? _watcher;
    private ITimer? _timer;

    /// <summary>
    /// What is wrong with definitions now, naming file and key. Empty when all are in use as written.
    /// </summary>
    public IReadOnlyList<Rejection> Problems =>
        [.. _unwatched is null ? (Rejection[])[] : [_unwatched], .. _problems, .. catalogue.Refused];

    private string Folder => Path.Combine(dataDirectory, "agents");

    /// <summary>Publishes the agents and watches the folder, which is made if it is missing.</summary>
    public void Start()
    {
        Directory.CreateDirectory(Folder);
        _timer = time.CreateTimer(_ => Reload(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Watch();
        Reload();
    }

    /// <summary>Takes the section anew, and publishes the agents with it.</summary>
    public void Configure(IEnumerable<KeyValuePair<string, string?>> changed)
    {
        _settings = SettingsNode.Of("Agents", changed);
        Reload();
    }

    /// <summary>Reads everything again and publishes it.</summary>
    public void Reload()
    {
        lock (_gate)
        {
            var problems = new List<Rejection>();
            var drafts = new Dictionary<string, AgentDraft>(StringComparer.OrdinalIgnoreCase);
            foreach (var draft in _shipped) drafts[draft.Id] = draft;
            foreach (var node in _settings.Children)
                if (AgentDraft.Read(node, node.Name, problems) is { } draft
                    && WithPersona(draft, node.Place, problems) is { } whole)
                    drafts[draft.Id] = whole.Over(drafts.GetValueOrDefault(draft.Id));
            foreach (var draft in ReadFiles(problems))
                drafts[draft.Id] = draft.Over(drafts.GetValueOrDefault(draft.Id));

            IReadOnlyList<AgentDefinition> agents = [.. drafts.Values.Select(draft => draft.Define())];
            foreach (var problem in problems.Where(problem => !_problems.Contains(problem)))
                LogProblem(problem.Message);
            _problems = problems;
            catalogue.Configure(agents);
            LogConfigured(agents.Count);
        }
    }

    public void Dispose()
    {
        _watcher?.Dispose();
        _timer?.Dispose();
    }

    private void Watch()
    {
        _watcher = new(Folder) { NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size };
        _watcher.Changed += (_, _) => Touched();
        _watcher.Created += (_, _) => Touched();
        _watcher.Deleted += (_, _) => Touched();
        _watcher.Renamed += (_, _) => Touched();
        _watcher.Error += (_, _) => Touched();

        try
        {
            // Watching begins before reading, so that no change falls between the two.
            _watcher.EnableRaisingEvents = true;
        }
        catch (IOException exception)
        {
            // The system's limit of watches is used up by other programs. The daemon starts all the same, without
            // noticing changes of agents.
            _unwatched = new("agents_not_watched", $"Changes of {Folder} are not noticed: {exception.Message}",
                "Raise fs.inotify.max_user_instances and restart the daemon, or restart it after each change.");
            LogProblem(_unwatched.Message);
        }
    }

    private void Touched() => _timer?.Change(Settle, Timeout.InfiniteTimeSpan);

    private List<AgentDraft> ReadFiles(List<Rejection> problems)
    {
        string[] paths;
        try
        {
            paths = [.. Directory.EnumerateFiles(Folder, "*.md").Order(StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException)
        {
            // The folder is made when the daemon starts.
            return [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(
                new("unreadable_agents", $"{Folder} cannot be read: {exception.Message}",
                    "Check that the folder exists and is yours."));
            return [.. _files.Values];
        }

        foreach (var gone in _files.Keys.Except(paths).ToList()) _files.Remove(gone);
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var drafts = new List<AgentDraft>();
        foreach (var path in paths)
        {
            var place = $"agents/{Path.GetFileName(path)}";
            if (ReadFile(path, place, problems) is { } draft) _files[path] = draft;
            if (_files.GetValueOrDefault(path) is not { } current) continue;
            if (owners.TryAdd(current.Id, place)) drafts.Add(current);
            else
                problems.Add(new("duplicate_agent",
                    $"{place} and {owners[current.Id]} both define the agent \"{current.Id}\"; the second is left out.",
                    "Give each file an id of its own."));
        }

        return drafts;
    }

    private AgentDraft? ReadFile(string path, string place, List<Rejection> problems)
    {
        if (SettingsFile.Refuse(path) is { } refused)
        {
            problems.Add(refused);
            return null;
        }

        try
        {
            if (new FileInfo(path).Length > 4L * AgentFile.CharactersMax)
            {
                problems.Add(
                    new("invalid_agent_file", $"{place} is too large.",
                        $"{AgentFile.CharactersMax} characters are allowed."));
                return null;
            }

            return AgentFile.Read(
                place, Path.GetFileNameWithoutExtension(path), File.ReadAllText(path), problems) is { } draft
                ? WithPersona(draft, place, problems)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(
                new("invalid_agent_file", $"{place} cannot be read: {exception.Message}",
                    "Check that the file is yours and readable."));
            return null;
        }
    }

    private AgentDraft? WithPersona(AgentDraft draft, string place, List<Rejection> problems)
    {
        if (draft.PersonaFile is not { } name) return draft;
        if (SettingsFile.Refuse(Path.Combine(dataDirectory, name)) is { } refused)
        {
            problems.Add(refused);
            return null;
        }

        try
        {
            return draft with
            {
                Persona = File.ReadAllText(Path.Combine(dataDirectory, name)).Trim(),
                PersonaFile = null,
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problems.Add(
                new("invalid_setting", $"{place}: the key \"persona_file\" names {name}, which cannot be read.",
                "Name a file by its path from the data directory, or write the text under \"persona\"."));
            return null;
        }
    }
}

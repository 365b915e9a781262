using System.Text;
using AgentGateway.Agents.Settings;
using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Files;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Agents.Policies;

/// <summary>
/// The rules that people wrote: the settings <c>Policy</c>, and over them <c>DATA/policy.yaml</c>, which is read
/// again whenever it has changed. Rules that cannot be read are not half used: until they are corrected, everything
/// that they might have forbidden is asked about.
/// </summary>
/// <param name="settings">The section <c>Policy</c>, as pairs such as <c>Rules:0:allow = read_file</c>.</param>
public sealed partial class PolicyBook(
    IEnumerable<KeyValuePair<string, string?>> settings, string dataDirectory, TimeProvider time,
        ILogger<PolicyBook> logger)
{
    public const string FileName = "policy.yaml";

    private const int BytesMax = 256 * 1024;

    /// <summary>
    /// Looking at the file's times is cheap, but not for every one of thousands of calls in a second.
    /// </summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private volatile SettingsNode _settings = SettingsNode.Of("Policy", settings);
    private readonly Lock _gate = new();
    private (long Length, DateTime WrittenAt) _seen = (-2, default);
    private long _lookedAt;
    private volatile Edition? _edition;

    /// <summary>What is wrong with the rules now. Empty when they are in use as written.</summary>
    public IReadOnlyList<Rejection> Problems => Now().Problems;

    /// <summary>What is written and has no effect any more. The rules are in use all the same.</summary>
    public IReadOnlyList<Rejection> Warnings => Now().Warnings;

    /// <summary>The rules of the moment, those that approvals left behind not among them.</summary>
    public PolicyRules Current() => Now().Rules;

    /// <summary>Takes the section anew; the rules of the moment are then made of it.</summary>
    public void Configure(IEnumerable<KeyValuePair<string, string?>> changed)
    {
        lock (_gate)
        {
            _settings = SettingsNode.Of("Policy", changed);
            _edition = null;
        }
    }

    private Edition Now()
    {
        if (_edition is { } edition && time.GetElapsedTime(Volatile.Read(ref _lookedAt)) < Pause) return edition;
        lock (_gate)
        {
            Volatile.Write(ref _lookedAt, time.GetTimestamp());
            var file = new FileInfo(Path.Combine(dataDirectory, FileName));
            var seen = file.Exists ? (file.Length, file.LastWriteTimeUtc) : (-1, default);
            if (_edition is null || seen != _seen) _edition = Read(file, ref seen);
            _seen = seen;
            return _edition;
        }
    }

    private Edition Read(FileInfo file, ref (long Length, DateTime WrittenAt) seen)
    {
        var problems = new List<Rejection>();
        var warnings = new List<Rejection>();
        var settings = PolicyReader.Read(_settings, PolicySource.Settings, problems, warnings);
        IReadOnlyList<PolicyRule> written = [];
        if (Path.Exists(file.FullName) && Text(file, problems, ref seen) is { } text)
        {
            var node = YamlText.Read(FileName, text, 0, out var problem);
            if (problem is not null) problems.Add(problem);
            if (node is not null) written = PolicyReader.Read(node, PolicySource.File, problems, warnings);
        }

        foreach (var problem in problems) LogProblem(problem.Message);
        foreach (var warning in warnings) LogWarning(warning.Message, warning.Hint);
        if (problems.Count == 0) LogRead(settings.Count + written.Count);

        var rules = PolicyRules.Shipped.With([.. settings, .. written]) with
        {
            Broken = problems.Count == 0 ? null : problems[0].Message.TrimEnd('.'),
        };
        return new(rules, problems, warnings);
    }

    private static string? Text(FileInfo file, List<Rejection> problems, ref (long Length, DateTime WrittenAt) seen)
    {
        if (SettingsFile.Refuse(file.FullName) is { } refused)
        {
            problems.Add(refused);
            seen = (-2, default);
            return null;
        }

        try
        {
            if (file.Length <= BytesMax)
                return File.ReadAllText(file.FullName, new UTF8Encoding(false, throwOnInvalidBytes: true));
            problems.Add(
                new("invalid_policy", $"{FileName} has {file.Length} bytes; {BytesMax} are allowed.", "Shorten it."));
            return null;
        }
        catch (Exception exception) when (exception is IOException
            or UnauthorizedAccessException
            or DecoderFallbackException)
        {
            problems.Add(
                new("invalid_policy", $"{FileName} cannot be read: {exception.Message.TrimEnd('.')}.",
                    "Check that the file is yours and readable."));

            // Rights change without a trace in size and times, so that it is tried again each time.
            seen = (-2, default);
            return null;
        }
    }

    private sealed record Edition(
        PolicyRules Rules, IReadOnlyList<Rejection> Problems, IReadOnlyList<Rejection> Warnings);
}

using AgentGateway.Posix;

namespace AgentGateway.Terminal.Backends;

/// <summary>
/// Checks a request before anything is started, so that every backend refuses the same things with the same words. Code
/// that wraps a program into another (a sandbox) checks the request first, because afterwards only the wrapper is
/// found.
/// </summary>
public static class RequestCheck
{
    private const int NameCharactersMax = 64;

    /// <summary>
    /// Null when the request is sound, as <see cref="ITerminalBackend.CreateAsync"/> says; then
    /// <paramref name="program"/> is the file to execute.
    /// </summary>
    public static Refusal? Find(TerminalRequest request, out string program)
    {
        program = "";
        if (CheckName(request.Name) is { } name) return name;
        if (!request.Size.IsValid)
            return new Refusal(
                "size_invalid", $"A terminal cannot have {request.Size.Columns} columns and {request.Size.Rows} rows.",
                $"Give between 1 and {TerminalSize.Max} of each.");
        if (request.Arguments.Prepend(request.Program).Any(text => text.Contains('\0')))
            return new Refusal(
                "argument_invalid", "An argument contains a NUL character.",
                "Leave it out: no program could receive it.");
        if (request.Environment.FirstOrDefault(pair => !IsVariable(pair.Key, pair.Value)) is { Key: not null } variable)
            return new Refusal(
                "environment_invalid", $"'{variable.Key.Replace('\0', '?')}' cannot be an environment variable.",
                "A name is not empty and has no '='; neither name nor value has a NUL character.");
        if (!Path.IsPathRooted(request.Directory) || !Directory.Exists(request.Directory))
            return new Refusal(
                "directory_not_found", $"The directory '{request.Directory}' does not exist.",
                "Give the absolute path of an existing directory.");
        return FindProgram(request, out program);
    }

    public static Refusal? CheckName(string name) =>
        name.Length is >= 1 and <= NameCharactersMax
            && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
            ? null
            : new Refusal(
                "name_invalid", "A terminal's name has letters, digits, '-' and '_', at most 64.",
                "Choose another name.");

    private static Refusal? FindProgram(TerminalRequest request, out string program)
    {
        program = "";
        var refusal = new Refusal("program_not_found", $"There is no program '{request.Program}'.",
            "Give the path of an executable file, or a name that the PATH of the session's environment leads to.");
        foreach (var candidate in Candidates(request))
        {
            if (!File.Exists(candidate)) continue;
            if (FileRights.MayExecute(candidate))
            {
                program = candidate;
                return null;
            }

            refusal = new Refusal(
                "program_not_executable", $"'{candidate}' may not be executed.",
                "Give it the permission (chmod +x), or name the program that runs it.");
        }

        return refusal;
    }

    private static IEnumerable<string> Candidates(TerminalRequest request)
    {
        if (request.Program.Length == 0) return [];
        // As the shell and execvp do: a name with a slash is a path, seen from where the program will start.
        if (request.Program.Contains('/')) return [Path.Combine(request.Directory, request.Program)];
        return request.Environment.GetValueOrDefault("PATH", SearchPath.Usual).Split(':')
            .Select(directory => Path.Combine(request.Directory, directory, request.Program));
    }

    private static bool IsVariable(string name, string value) =>
        name.Length > 0 && !name.Contains('=') && !name.Contains('\0') && !value.Contains('\0');
}

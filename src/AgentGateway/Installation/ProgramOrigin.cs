namespace AgentGateway.Installation;

/// <summary>By what the program was installed, which removes it again.</summary>
internal static class ProgramOrigin
{
    /// <param name="process">The path of the program that runs.</param>
    /// <param name="directory">The directory of its assemblies.</param>
    /// <returns>The command that removes the program.</returns>
    public static string Of(string process, string directory)
    {
        // dotnet tool keeps packages in .store beside the launcher.
        if (directory.IndexOf("/.store/", StringComparison.Ordinal) is > 0 and var store)
        {
            var tools = directory[..store];
            return tools.EndsWith("/.dotnet/tools", StringComparison.Ordinal)
                ? "dotnet tool uninstall --global agentgateway"
                : $"dotnet tool uninstall agentgateway --tool-path {tools}";
        }

        // install.sh: PREFIX/lib/agentgateway/agw, and a link to it.
        if (process.EndsWith("/lib/agentgateway/agw", StringComparison.Ordinal))
        {
            var prefix = process[..^"/lib/agentgateway/agw".Length];
            return $"rm -r {prefix}/lib/agentgateway {prefix}/bin/agw";
        }

        return $"rm {process}";
    }
}

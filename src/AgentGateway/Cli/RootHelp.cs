namespace AgentGateway.Cli;

/// <summary>
/// What <c>agw</c> alone prints: the verbs in groups, by what a person wants to do. A test goes over all verbs.
/// </summary>
internal static class RootHelp
{
    public const string Text =
        """
        agw keeps the terminals and threads of agents, for you and for every tool that you use.

        Talk
          chat          Talk live in a thread        thread     new, list, read, send, follow, search, handoff …
          inbox         What waits for you, and replies     agents     List the agents
          questions     What agents ask you          answer     Answer one
          approvals     What agents may not do yet   approve, deny     Decide about it
        Work
          session       Programs in terminals that go on without you: create, run, send, screen, wait …
          run           Claude, Codex … in a session, and you at it    attach, top  Be at one, watch all
          task          Work for later: create, list, wait …      history   What ended
          workspace     Directories and git worktrees         memory, knowledge  What is kept, what is known
          artifact      Files and results that work produced  skill   How things are done here
        Rules
          policy        What calls are allowed, asked about or denied
          secret        Values for sessions, by name         token      Tokens for HTTP clients
          egress        Hosts that commands reached          mcp-servers  Outside MCP servers
        Daemon
          start, stop   Start and stop the daemon    serve      Run it in the foreground
          status        What runs                    doctor     Find what is wrong
          events        Everything that happens      journal    Check and export the record
          backup        All that you have, in one file       restore    Bring it back
          config        Read and change settings             logs       What the daemon did
          usage         Tokens and dollars                   service    Run it from login on; uninstall undoes it
          completion    Complete words in your shell         gateways   Telegram, Discord, Slack
        Programs
          setup         Give Claude, Codex, an editor … the MCP server      mcp     What they start
          hook          What an agent's hooks call   import     Their conversations as threads

        agw VERB --help, or agw help VERB, explains one with examples; -v prints the version.
        """;
}

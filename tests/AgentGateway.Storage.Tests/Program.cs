using AgentGateway.Storage.Tests.Support;
using Xunit.Runner.InProc.SystemConsole;

// This assembly is also the process that a test kills in the middle of writing.
return args is [DoomedWriter.Verb, var path] ? await DoomedWriter.RunAsync(path) : await ConsoleRunner.Run(args);

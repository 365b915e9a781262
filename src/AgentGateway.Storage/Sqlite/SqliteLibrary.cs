using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace AgentGateway.Storage.Sqlite;

/// <summary>
/// Decides once per process which native SQLite is used: the system's, which the distribution patches, when it is new
/// enough and has full-text search; else the bundled one. <c>AGW_SQLITE=bundled</c> asks for the bundled one.
/// </summary>
internal static class SqliteLibrary
{
    private const string Switch = "AGW_SQLITE";
    private const int OldestVersionNumber = 3_035_000;
    private static readonly Lazy<string> Loaded = new(Load);

    /// <summary>The version in use, such as <c>3.40.1</c>.</summary>
    public static string Version => Loaded.Value;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int VersionNumber();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int OptionUsed([MarshalAs(UnmanagedType.LPUTF8Str)] string option);

    private static string Load()
    {
        if (Environment.GetEnvironmentVariable(Switch) != "bundled")
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, ResolveSystem);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());

        // Counting every allocation takes a lock that all connections share, and the count is not used.
        raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
        return raw.sqlite3_libversion().utf8_to_string();
    }

    private static nint ResolveSystem(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != "e_sqlite3" || !NativeLibrary.TryLoad("libsqlite3.so.0", out var library))
            return 0;
        if (IsUsable(library))
            return library;
        NativeLibrary.Free(library);
        return 0;
    }

    private static bool IsUsable(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out var versionNumber)
            || !NativeLibrary.TryGetExport(library, "sqlite3_compileoption_used", out var optionUsed))
            return false;
        return Marshal.GetDelegateForFunctionPointer<VersionNumber>(versionNumber)() >= OldestVersionNumber
            && Marshal.GetDelegateForFunctionPointer<OptionUsed>(optionUsed)("ENABLE_FTS5") != 0;
    }
}

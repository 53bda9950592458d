"""What Alembic runs: the migrations, in the transaction that the database opened."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()

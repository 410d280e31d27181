/** NestJS 11 on Fastify, validated as its manual says, and the SQL of the ceiling. */
import 'reflect-metadata';
import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Module,
  NotFoundException,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Query,
  ValidationPipe,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { openStore } from './store.ts';

class ProductBody {
  @IsString() @Length(1, 100) name!: string;
  @IsString() @Length(1, 40) category!: string;
  @IsOptional() @IsString() @MaxLength(1000) description?: string | null;
  @IsNumber() @Min(0) @Max(100_000) price!: number;
  @IsInt() @Min(0) @Max(1_000_000) stock!: number;
  @IsOptional() @IsBoolean() active?: boolean;
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(40, { each: true })
  tags!: string[];
}

class ListQuery {
  @IsOptional() @IsString() @MaxLength(40) category?: string;
  @Type(() => Number) @IsInt() @Min(1) @Max(100) limit = 20;
  @Type(() => Number) @IsInt() @Min(0) offset = 0;
}

const store = openStore(process.env.DATABASE_URL ?? '');
const body = new ValidationPipe({ expectedType: ProductBody, transform: true });
const query = new ValidationPipe({ expectedType: ListQuery, transform: true });
const id = new ParseUUIDPipe();

@Controller('products')
class ProductsController {
  @Get()
  list(@Query(query) { category, limit, offset }: ListQuery) {
    return store.list(category, limit, offset);
  }

  @Get(':id')
  async get(@Param('id', id) key: string) {
    const found = await store.get(key);
    if (!found) throw new NotFoundException();
    return found;
  }

  @Post()
  @Header('location', '/products')
  create(@Body(body) input: ProductBody) {
    return store.create(input);
  }

  @Put(':id')
  async replace(@Param('id', id) key: string, @Body(body) input: ProductBody) {
    const changed = await store.replace(key, input);
    if (!changed) throw new NotFoundException();
    return changed;
  }

  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id', id) key: string) {
    if (!(await store.remove(key))) throw new NotFoundException();
  }
}

@Module({ controllers: [ProductsController] })
class AppModule {}

const app = await NestFactory.create(AppModule, new FastifyAdapter(), { logger: false });
await app.listen(Number(process.env.PORT), '127.0.0.1');
